import type { Entries } from "../nodes/node-draft.ts";
import { readIncrementalGroups } from "./incremental-groups.ts";
import { readNumber } from "./read-number.ts";

type ReadUsage = (value: string, line: string) => Entries | null;

/** Lines that hold several figures, by the key they begin with; null when a line is not as expected. */
export const usageLines: Readonly<Record<string, ReadUsage>> = {
  Buffers: (value) => readScopes(value, (scope, word) => `${capital(scope)} ${capital(word)} Blocks`),
  "I/O Timings": readTimings,
  WAL: (value) =>
    pairs(value.replace("buffers full=", "full="), {
      records: "WAL Records",
      fpi: "WAL FPI",
      bytes: "WAL Bytes",
      full: "WAL Buffers Full",
    }),
  "Sort Method": (value) =>
    match(/^(.*?)\s+(Memory|Disk): (\d+)kB$/, value, ([, method, type, used]) => ({
      "Sort Method": method ?? "",
      "Sort Space Used": readNumber(used ?? ""),
      "Sort Space Type": type ?? "",
    })),
  "Full-sort Groups": (value) => readIncrementalGroups("Full-sort Groups", value),
  "Pre-sorted Groups": (value) => readIncrementalGroups("Pre-sorted Groups", value),
  Buckets: (value, line) => readHash(line, value),
  "Planned Partitions": (_, line) => readHashAggregate(line),
  Batches: (_, line) => readHashAggregate(line),
  Hits: (_, line) => {
    const keys = {
      Hits: "Cache Hits",
      Misses: "Cache Misses",
      Evictions: "Cache Evictions",
      Overflows: "Cache Overflows",
      "Memory Usage": "Peak Memory Usage",
    };
    return named(line, keys);
  },
  "Heap Blocks": (value) => pairs(value, { exact: "Exact Heap Blocks", lossy: "Lossy Heap Blocks" }),
  Storage: (value) =>
    match(/^(\w+)\s+Maximum Storage: (\d+)kB$/, value, ([, storage, kilobytes]) => ({
      Storage: storage ?? "",
      "Maximum Storage": readNumber(kilobytes ?? ""),
    })),
  Sampling: readSampling,
  Tuples: (value) =>
    pairs(value, {
      inserted: "Tuples Inserted",
      updated: "Tuples Updated",
      deleted: "Tuples Deleted",
      skipped: "Tuples Skipped",
    }),
  Prefetch: (value) =>
    pairs(value, {
      hits: "Prefetch Hits",
      misses: "Prefetch Misses",
      expired: "Prefetch Expired Requests",
      duplicates: "Prefetch Duplicated Requests",
    }),
  "File cache": (value) => pairs(value, { hits: "File Cache Hits", misses: "File Cache Misses" }),
  Memory: (value) => pairs(value, { used: "Memory Used", allocated: "Memory Allocated" }),
};

/** `shared hit=1 read=2, temp written=3`: scopes, each with its figures. */
function readScopes(value: string, toKey: (scope: string, word: string) => string): Entries | null {
  const entries: Entries = {};
  for (const scope of value.split(",")) {
    const [, name, figures] = /^\s*(\w+)((?: \w+=[\d.]+)+)\s*$/.exec(scope) ?? [];
    if (name === undefined || figures === undefined) return null;
    for (const [, word, digits] of figures.matchAll(/ (\w+)=([\d.]+)/g))
      entries[toKey(name, word ?? "")] = readNumber(digits ?? "");
  }
  return entries;
}

/** Until 14 without a scope; 15 and 16 name shared and local together; from 17 each has its own. */
function readTimings(value: string): Entries | null {
  const scoped = value.replaceAll("shared/local", "both");
  if (/^read=|^write=/.test(scoped)) return pairs(scoped, { read: "I/O Read Time", write: "I/O Write Time" });
  return readScopes(
    scoped,
    (scope, word) => `${scope === "both" ? "" : `${capital(scope)} `}I/O ${capital(word)} Time`,
  );
}

function readHash(line: string, value: string): Entries | null {
  const pattern =
    /^(\d+)(?: \(originally (\d+)\))?\s+Batches: (\d+)(?: \(originally (\d+)\))?\s+Memory Usage: (\d+)kB$/;
  return (
    match(pattern, value, ([, buckets, firstBuckets, batches, firstBatches, memory]) => ({
      "Hash Buckets": readNumber(buckets ?? ""),
      "Original Hash Buckets": readNumber(firstBuckets ?? buckets ?? ""),
      "Hash Batches": readNumber(batches ?? ""),
      "Original Hash Batches": readNumber(firstBatches ?? batches ?? ""),
      "Peak Memory Usage": readNumber(memory ?? ""),
    })) ?? (line === "" ? {} : null)
  );
}

function readHashAggregate(line: string): Entries | null {
  return named(line, {
    "Planned Partitions": "Planned Partitions",
    Batches: "HashAgg Batches",
    "Memory Usage": "Peak Memory Usage",
    "Disk Usage": "Disk Usage",
  });
}

function readSampling(value: string): Entries | null {
  return match(/^(\S+) \((.*?)\)(?: REPEATABLE \((.*)\))?$/s, value, ([, method, parameters, seed]) => ({
    "Sampling Method": method ?? "",
    "Sampling Parameters": (parameters ?? "").split(", ").filter((parameter) => parameter !== ""),
    ...(seed === undefined ? {} : { "Repeatable Seed": seed }),
  }));
}

/** `Name: 1  Other Name: 2kB`. */
function named(line: string, keys: Readonly<Record<string, string>>): Entries | null {
  const entries: Entries = {};
  for (const part of line.split(/\s{2,}|(?<=\d(?:kB)?) (?=[A-Z])/)) {
    const [, name = "", digits] = /^([\w ]+): (\d+)(?:kB)?$/.exec(part.trim()) ?? [];
    const key = keys[name];
    if (key === undefined || digits === undefined) return null;
    entries[key] = readNumber(digits);
  }
  return entries;
}

/** `name=1 other=2kB`. */
function pairs(value: string, keys: Readonly<Record<string, string>>): Entries | null {
  const entries: Entries = {};
  for (const part of value.split(/\s+/)) {
    const [, name = "", digits] = /^(\w+)=(\d+(?:\.\d+)?)(?:kB)?$/.exec(part) ?? [];
    const key = keys[name];
    if (key === undefined || digits === undefined) return null;
    entries[key] = readNumber(digits);
  }
  return entries;
}

function match(pattern: RegExp, value: string, read: (found: RegExpExecArray) => Entries): Entries | null {
  const found = pattern.exec(value);
  return found === null ? null : read(found);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
