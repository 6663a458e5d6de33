import type { Finding } from "../../findings/model.ts";
import { readableIdentifier, readableName } from "../../indexes/readable-name.ts";
import type { CheckedColumn, CheckedTable, DatabaseFacts, SchemaFinding } from "../model.ts";

/** The documents that the product was conceived from; each rule names the one whose rule it keeps. */
export type Seed = "ContextGround" | "Memora" | "NeonHub" | "Schema specialist" | "Neon database architect";

/** The rule of a seed, in our words. */
export interface KeptRule {
  readonly seed: Seed;
  readonly rule: string;
}

/** One check of a schema: one file, one line in the registry, one file in the corpus. */
export interface SchemaRule {
  readonly code: string;
  /** What a group of its findings is called. */
  readonly title: string;
  readonly keeps: KeptRule;
  /** The part of the database's facts without which it cannot be checked. */
  readonly needs?: keyof DatabaseFacts;
  readonly findInTable?: (table: CheckedTable, database: DatabaseFacts) => readonly SchemaFinding[];
  readonly findInDatabase?: (database: DatabaseFacts) => readonly SchemaFinding[];
}

/** A finding about a table, or about one of its parts when `part` is given. */
export function onTable(
  table: Pick<CheckedTable, "schema" | "name">,
  finding: Omit<Finding, "subject"> & { readonly part?: string },
): SchemaFinding {
  const { part, ...rest } = finding;
  const subject = tableSql(table) + (part === undefined ? "" : `.${readableIdentifier(part)}`);
  return { ...rest, subject, schema: table.schema, table: table.name };
}

/** The table's qualified name as SQL. */
export function tableSql({ schema, name }: Pick<CheckedTable, "schema" | "name">): string {
  return readableName(schema, name);
}

/** Columns whose definition an ALTER TABLE may change. */
export function isChangeable(table: CheckedTable, column: CheckedColumn): boolean {
  return !column.isGenerated && !table.partitionColumns.includes(column.name);
}

/** The columns of the primary key; empty without one. */
export function primaryKeyOf(table: CheckedTable): readonly string[] {
  return table.constraints.find(({ kind }) => kind === "primaryKey")?.columns ?? [];
}

/** Words as an English list: `a, b and c`. */
export function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

const maxNameBytes = 63;

/** A name such as `runs_status_length` of at most 63 bytes of ASCII, none of `taken`. */
export function constraintName(parts: readonly string[], end: string, taken: readonly string[] = []): string {
  const stem = parts.map((part) => part.replace(/[^A-Za-z0-9_]+/g, "_").toLowerCase()).join("_");
  for (let attempt = 0; ; attempt++) {
    const ending = attempt === 0 ? `_${end}` : `_${end}${attempt}`;
    const name = stem.slice(0, maxNameBytes - ending.length) + ending;
    if (!taken.includes(name)) return name;
  }
}

/** The words of a name in snake_case or camelCase, in lower case: `AgentRunID` gives agent, run, id. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1_$2")
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1_$2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** The name in snake_case. */
export function toSnakeCase(name: string): string {
  return wordsOf(name).join("_");
}
