import type { FunctionFact } from "../../catalog/facts.ts";
import { quoteWhereNeeded } from "../../sql/quote-where-needed.ts";
import type { CatalogFacts } from "./facts.ts";
import { type Proposal, proposeText } from "./proposal.ts";

/** Functions that people use without having learned them by heart; they stand above the other thousands. */
const usual = new Set(
  `count sum avg min max coalesce nullif now date_trunc age to_char to_date to_timestamp lower upper length left right
  substring replace split_part trim concat string_agg array_agg jsonb_agg json_agg jsonb_build_object jsonb_array_elements
  jsonb_each unnest generate_series row_number rank dense_rank lag lead first_value last_value round ceil floor abs greatest
  least random gen_random_uuid regexp_replace regexp_matches array_length pg_sleep pg_size_pretty format extract exists`.split(
    /\s+/,
  ),
);

/** Written like functions, but known to the grammar only. */
const grammar: readonly (readonly [string, string])[] = [
  ["coalesce", "first value that is not NULL"],
  ["nullif", "NULL when two values are equal"],
  ["greatest", "largest of the arguments"],
  ["least", "smallest of the arguments"],
  ["extract", "a part of a time"],
  ["cast", "a value as another type"],
  ["exists", "whether a query gives rows"],
];

interface Wanted {
  readonly place: "value" | "source" | "call";
  /** Only those of this schema, by their names alone. */
  readonly schema: string | null;
}

/** Functions that fit a place, one proposal for all signatures of a name. */
export function proposeFunctions(wanted: Wanted, facts: CatalogFacts): readonly Proposal[] {
  const bySignature = new Map<string, FunctionFact[]>();
  for (const one of facts.functions) {
    if (wanted.schema !== null && one.schema !== wanted.schema) continue;
    if (!fits(one, wanted.place)) continue;
    const key = JSON.stringify([one.schema, one.name]);
    bySignature.set(key, [...(bySignature.get(key) ?? []), one]);
  }
  const found = [...bySignature.values()].flatMap((overloads) => toProposal(overloads, wanted, facts));
  if (wanted.place !== "value" || wanted.schema !== null) return found;
  return [...found, ...grammar.map(([name, detail]) => snippet(name, `${name}($0)`, 4, detail, ""))];
}

function fits({ kind, isSetReturning }: FunctionFact, place: Wanted["place"]): boolean {
  if (place === "call") return true;
  return kind !== "procedure" && (place === "value" || isSetReturning);
}

function toProposal(overloads: readonly FunctionFact[], { schema }: Wanted, facts: CatalogFacts): readonly Proposal[] {
  const [first] = overloads;
  if (!first) return [];
  const isSystem = first.schema === "pg_catalog";
  const isReachable = schema !== null || isSystem || facts.searchPath.includes(first.schema);
  const name = quoteWhereNeeded(first.name).replaceAll("$", "\\$");
  const written = isReachable ? name : `${quoteWhereNeeded(first.schema).replaceAll("$", "\\$")}.${name}`;
  const label = isReachable ? first.name : `${first.schema}.${first.name}`;
  const insert = overloads.every((one) => one.arguments === "") ? `${written}()$0` : `${written}($0)`;
  const more = overloads.length > 1 ? ` +${overloads.length - 1}` : "";
  const about = overloads
    .slice(0, 8)
    .map((one) => `${one.name}(${one.arguments}) → ${one.result || one.kind}`)
    .join("\n");
  const rank = isSystem ? (usual.has(first.name) ? 4 : 6) : 3.5;
  const comment = first.comment === null ? "" : `\n\n${first.comment}`;
  return [snippet(label, insert, rank, `(${cut(first.arguments)}) ${first.result}${more}`, `${about}${comment}`)];
}

function cut(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function snippet(label: string, insert: string, rank: number, detail: string, about: string): Proposal {
  return { ...proposeText("function", label, insert, rank, detail), isSnippet: true, about };
}
