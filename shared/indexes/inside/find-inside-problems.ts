import type { Finding } from "../../findings/model.ts";
import { setIndexOptionFix } from "../index-ddl.ts";
import type { TableIndex } from "../model.ts";
import { readableName } from "../readable-name.ts";
import { optionOf, subjectOf } from "../rules/rule.ts";
import type { BrinInside, BtreeInside, GinInside, HashInside, IndexInside } from "./model.ts";

/** What a b-tree is filled to when it is built, unless its fillfactor says otherwise. */
const builtDensityPercent = 90;
const sparsePercent = 50;
const leastSavedBytes = 1024 * 1024;
/** A quarter of the default limit of the list (4 MB), in pages of 8 kB. */
const longPendingPages = 128;
const mostUnsummarisedShare = 0.1;

/** What looking inside an index says. Never a negative figure: what is not sparse has nothing to give back. */
export function findInsideProblems(index: TableIndex, inside: IndexInside): readonly Finding[] {
  switch (inside.kind) {
    case "btree":
      return findSparse(index, inside);
    case "gin":
      return findPending(index, inside);
    case "hash":
      return findOverflow(index, inside);
    case "brin":
      return findUnsummarised(index, inside);
    case "btreeDepth":
      return [];
  }
}

/** Bytes that building the index again would give back; 0 when it is as full as a new one. */
export function sparseBytes(index: TableIndex, density: number | null): number {
  if (density === null) return 0;
  const built = Number(optionOf(index.options, "fillfactor") ?? builtDensityPercent);
  return Math.max(0, Math.round(index.sizeBytes * (1 - density / built)));
}

function findSparse(index: TableIndex, inside: BtreeInside): readonly Finding[] {
  const density = inside.leafDensityPercent;
  const savedBytes = sparseBytes(index, density);
  if (density === null || density >= sparsePercent || savedBytes < leastSavedBytes) return [];
  return [
    {
      code: "sparse-index",
      severity: "warning",
      subject: subjectOf(index),
      message: `Leaf pages of ${index.name} are ${density.toFixed(0)} % full. Scans and the cache pay for the rest; building it again gives it back.`,
      evidence: {
        savedBytes,
        leafDensityPercent: density,
        leafPages: inside.leafPages,
        deletedPages: inside.deletedPages,
      },
      fix: rebuildFix(index),
    },
  ];
}

function findPending(index: TableIndex, { pendingPages, pendingRows }: GinInside): readonly Finding[] {
  if (pendingPages < longPendingPages) return [];
  return [
    {
      code: "gin-pending-list",
      severity: "warning",
      subject: subjectOf(index),
      message: `${pendingRows} new rows wait in the pending list of ${index.name}, and every search reads all of it. VACUUM sorts them in. Without fastupdate there is no list, and each write pays for itself.`,
      evidence: { pendingPages, pendingRows, fastupdate: optionOf(index.options, "fastupdate") ?? "on" },
      fix: setIndexOptionFix(index, "fastupdate", "off"),
    },
  ];
}

function findOverflow(index: TableIndex, { bucketPages, overflowPages, ...rest }: HashInside): readonly Finding[] {
  if (overflowPages <= bucketPages) return [];
  return [
    {
      code: "hash-overflow",
      severity: "info",
      subject: subjectOf(index),
      message: `Hash index ${index.name} has more overflow pages than buckets: values that many rows share, or rows that are gone. Building it again helps against the second only.`,
      evidence: { bucketPages, overflowPages, liveEntries: rest.liveEntries, deadEntries: rest.deadEntries },
      fix: rebuildFix(index),
    },
  ];
}

function findUnsummarised(index: TableIndex, inside: BrinInside): readonly Finding[] {
  const { ranges, unsummarisedRanges, pagesPerRange } = inside;
  if (unsummarisedRanges <= ranges * mostUnsummarisedShare) return [];
  const isAutomatic = /^(on|true|yes|1)$/i.test(optionOf(index.options, "autosummarize") ?? "off");
  return [
    {
      code: "brin-unsummarised",
      severity: "warning",
      subject: subjectOf(index),
      message: `${unsummarisedRanges} of ${ranges} ranges of ${index.name} are not summarised, and every scan reads them whole. VACUUM, or brin_summarize_new_values(), adds them.`,
      evidence: { ranges, unsummarisedRanges, pagesPerRange },
      ...(isAutomatic ? {} : { fix: setIndexOptionFix(index, "autosummarize", "on") }),
    },
  ];
}

function rebuildFix(index: TableIndex) {
  return {
    title: `Rebuild index ${index.name}`,
    sql: `REINDEX INDEX CONCURRENTLY ${readableName(index.schema, index.name)};`,
    transactional: false,
  };
}
