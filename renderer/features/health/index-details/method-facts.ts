import type { TableIndex } from "../../../../shared/indexes/model.ts";
import { optionOf } from "../../../../shared/indexes/rules/rule.ts";

/** Parameters that a method is made with, and what holds where they were not set. */
const defaults: Readonly<Record<string, readonly (readonly [option: string, label: string, standard: string])[]>> = {
  btree: [
    ["fillfactor", "Fill factor", "90"],
    ["deduplicate_items", "Deduplication", "on"],
  ],
  hash: [["fillfactor", "Fill factor", "75"]],
  gist: [
    ["fillfactor", "Fill factor", "90"],
    ["buffering", "Buffered build", "auto"],
  ],
  gin: [
    ["fastupdate", "Pending list (fastupdate)", "on"],
    ["gin_pending_list_limit", "Limit of the pending list (kB)", "the server's"],
  ],
  brin: [
    ["pages_per_range", "Pages of a range", "128"],
    ["autosummarize", "Summarised by autovacuum", "off"],
  ],
  hnsw: [
    ["m", "Links of a row (m)", "16"],
    ["ef_construction", "Candidates at build (ef_construction)", "64"],
  ],
  ivfflat: [["lists", "Lists", "100"]],
};

/** Storage parameters of an index with their values; those that were not set say so. */
export function methodFacts({ accessMethod, options }: TableIndex): readonly (readonly [string, string])[] {
  const known = defaults[accessMethod] ?? [];
  const facts = known.map(([option, label, standard]) => {
    const set = optionOf(options, option);
    return [label, set ?? `${standard} (default)`] as const;
  });
  const others = options.filter((option) => !known.some(([name]) => option.startsWith(`${name}=`)));
  return [
    ...facts,
    ...others.map((option) => [option.split("=")[0] ?? option, option.split("=").slice(1).join("=")] as const),
  ];
}
