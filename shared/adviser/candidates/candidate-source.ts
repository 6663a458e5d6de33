import type { AdviserFacts, Candidate, CandidateFamily, ColumnFacts } from "../model.ts";
import type { ScanNeed } from "../needs/scan-need.ts";
import type { PredicateKey } from "../predicates/predicate.ts";

/** What candidates are drawn from: one scan, and what is known of the server and the query. */
export interface CandidateSubject {
  readonly need: ScanNeed;
  readonly facts: AdviserFacts;
  /** Values stand in place of parameters: none of them is a constant of the query. */
  readonly hasParameters: boolean;
}

/** One family of candidates: one file and one line in the registry. */
export type CandidateSource = (subject: CandidateSubject) => readonly Candidate[];

/** Rows kept above this share are read faster from the table itself. */
export const maxKeptShare = 0.3;

/** The facts of a plain column; undefined for an expression. */
export function columnOf({ table }: ScanNeed, { column }: PredicateKey): ColumnFacts | undefined {
  return table.columns.find(({ name }) => name === column);
}

/** A key as it stands in CREATE INDEX: an expression that is no plain function call needs parentheses. */
export function keySql({ column, sql }: PredicateKey): string {
  return column !== null || isCall(sql) ? sql : `(${sql})`;
}

function isCall(sql: string): boolean {
  if (!/^[a-z_][\w.]*\(/.test(sql) || !sql.endsWith(")")) return false;
  let depth = 0;
  for (const [at, character] of [...sql].entries()) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth === 0 && character === ")" && at < sql.length - 1) return false;
  }
  return true;
}

/** A column that the table has, or an expression of immutable functions only, which is all that an index may hold. */
export function isIndexable({ need, facts }: CandidateSubject, key: PredicateKey): boolean {
  const known = key.columns.every((column) => need.table.columns.some(({ name }) => name === column));
  if (!known) return false;
  if (key.column !== null) return true;
  const called = [...key.sql.matchAll(/([\p{L}_][\p{L}\p{N}_$]*)\(/gu)].map(([, name = ""]) => name);
  if (called.some((name) => (facts.volatility[name] ?? "i") !== "i")) return false;
  // How a timestamptz looks as a date or text depends on the session's time zone.
  const zoned = need.table.columns.filter(
    ({ name, type }) => key.columns.includes(name) && type.endsWith("with time zone"),
  );
  return zoned.length === 0 || (!key.sql.includes("::") && !/\b(date_trunc|date_part|to_char)\(/.test(key.sql));
}

/** Makes a candidate on the table of the need. */
export function toCandidate(
  { table }: ScanNeed,
  family: CandidateFamily,
  keys: readonly string[],
  reason: string,
  more: { readonly method?: string; readonly predicate?: string; readonly include?: readonly string[] } = {},
): Candidate {
  const { schema, name } = table.partitionOf ?? table;
  const nameParts = keys.map((key) =>
    key
      .replace(/ (DESC|NULLS|\w+_ops).*$/, "")
      .replaceAll(/::text\b/g, "")
      .replaceAll(/\W+/g, "_")
      .replaceAll(/^_+|_+$/g, ""),
  );
  return { family, draft: { schema, table: name, keys, nameParts, ...more }, reason };
}
