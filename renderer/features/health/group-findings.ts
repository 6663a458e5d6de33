import type { ObjectName } from "../../../shared/databases/model.ts";
import type { IndexFinding } from "../../../shared/indexes/contract.ts";
import { indexRules } from "../../../shared/indexes/rules/registry.ts";

/** Findings of one kind. */
export interface FindingGroup {
  readonly code: string;
  readonly title: string;
  readonly count: number;
}

/** A table with findings. */
export interface FoundTable extends ObjectName {
  readonly count: number;
}

const titles = new Map(indexRules.map(({ code, title }) => [code, title]));

/** Kinds of findings in the order of the list, which is worst first. */
export function groupFindings(findings: readonly IndexFinding[]): readonly FindingGroup[] {
  const counts = new Map<string, number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => ({ code, title: titles.get(code) ?? code, count }));
}

/** Tables with findings, most first. */
export function groupTables(findings: readonly IndexFinding[]): readonly FoundTable[] {
  const tables = new Map<string, FoundTable>();
  for (const { schema, table } of findings) {
    const key = JSON.stringify([schema, table]);
    tables.set(key, { schema, name: table, count: (tables.get(key)?.count ?? 0) + 1 });
  }
  return [...tables.values()].toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

/** Bytes that dropping what is duplicate, redundant or unused would free. */
export function freedBytes(findings: readonly IndexFinding[]): number {
  return findings.reduce(
    (sum, { evidence }) => sum + (typeof evidence.savedBytes === "number" ? evidence.savedBytes : 0),
    0,
  );
}
