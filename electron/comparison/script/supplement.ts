import { quoteIdentifier, quoteLiteral, quoteName } from "../../../shared/sql/quote.ts";
import type { InventoryEntry } from "../inventory/read-inventory.ts";
import { type DraftStatement, draft, type ScriptSchemas } from "./draft.ts";
import { propertyOf } from "./known-schema.ts";
import { type MadeParts, partKey } from "./made-parts.ts";
import { relationKey } from "./statement-nodes.ts";

/** One property that the engine does not know, on one kind of part. */
interface SupplementRule {
  readonly kind: InventoryEntry["kind"];
  readonly label: string;
  /** Where the rule is about parts of some relations only. */
  readonly isAbout?: (entry: InventoryEntry, schemas: ScriptSchemas) => boolean;
  /** The statement that gives `entry` its value; null takes it away. `from` is what it has before. */
  readonly sql: (entry: InventoryEntry, to: string | null, from: string | null, major: number) => string;
}

const column = (entry: InventoryEntry) => `ALTER TABLE ${relation(entry)} ALTER COLUMN ${quoteIdentifier(entry.name)}`;
const relation = ({ schema, parent }: InventoryEntry) => quoteName({ schema, name: parent });
const isOfView = ({ schema, parent }: InventoryEntry, { to }: ScriptSchemas) =>
  to.relationKind(relationKey(schema, parent)) === "view";
const isOfPartition = ({ schema, parent }: InventoryEntry, { to }: ScriptSchemas) =>
  propertyOf(to.table(relationKey(schema, parent)), "Partition of") !== null;
const defaultSql = (entry: InventoryEntry, to: string | null) =>
  `${column(entry)} ${to === null ? "DROP DEFAULT" : `SET DEFAULT ${to}`}`;

/** Adding one is a line here and a pair in the corpus. */
export const supplementRules: readonly SupplementRule[] = [
  {
    kind: "column",
    label: "Storage",
    // The word DEFAULT is known since 16; before, most types that can be stored elsewhere have `extended`.
    sql: (entry, to, _from, major) =>
      `${column(entry)} SET STORAGE ${(to ?? (major >= 16 ? "default" : "extended")).toUpperCase()}`,
  },
  {
    kind: "column",
    label: "Compression",
    sql: (entry, to) => `${column(entry)} SET COMPRESSION ${to ?? "default"}`,
  },
  {
    kind: "column",
    label: "Statistics target",
    sql: (entry, to) => `${column(entry)} SET STATISTICS ${to ?? "-1"}`,
  },
  { kind: "column", label: "Options", sql: (entry, to, from) => optionsSql(column(entry), to, from) },
  {
    kind: "index",
    label: "Statistics targets",
    sql: (entry, to, from) => indexStatisticsSql(entry, to, from),
  },
  {
    kind: "index",
    label: "Clustered",
    sql: (entry, to) =>
      `ALTER TABLE ${relation(entry)} ${to === null ? "SET WITHOUT CLUSTER" : `CLUSTER ON ${quoteIdentifier(entry.name)}`}`,
  },
  {
    kind: "constraint",
    label: "Index options",
    sql: (entry, to, from) => optionsSql(`ALTER INDEX ${quoteName(entry)}`, to, from),
  },
  { kind: "column", label: "Default", isAbout: isOfView, sql: defaultSql },
  {
    kind: "column",
    label: "Comment",
    isAbout: isOfView,
    sql: (entry, to) =>
      `COMMENT ON COLUMN ${relation(entry)}.${quoteIdentifier(entry.name)} IS ${to === null ? "NULL" : quoteLiteral(to).trim()}`,
  },
  { kind: "column", label: "Default", isAbout: isOfPartition, sql: defaultSql },
  {
    kind: "column",
    label: "NULL",
    isAbout: isOfPartition,
    sql: (entry, to) => `${column(entry)} ${to === "not allowed" ? "SET" : "DROP"} NOT NULL`,
  },
];

/** The statements for what the engine does not know, to come behind its own; what they cover is added to `covered`. */
export async function supplement(
  schemas: ScriptSchemas,
  made: MadeParts,
  covered: Set<string>,
): Promise<readonly DraftStatement[]> {
  const statements: DraftStatement[] = [];
  for (const entry of schemas.to.all)
    for (const rule of supplementRules) {
      if (rule.kind !== entry.kind || (rule.isAbout && !rule.isAbout(entry, schemas))) continue;
      const to = propertyOf(entry, rule.label);
      const from = valueBefore(entry, rule, schemas, made);
      if (from === undefined || from === to) continue;
      covered.add(coverKey(entry, rule.label));
      statements.push(await draft(rule.sql(entry, to, from, schemas.major)));
    }
  return statements;
}

/** What the part has when the engine's statements have run; undefined where that needs no statement. */
function valueBefore(
  entry: InventoryEntry,
  { label }: SupplementRule,
  schemas: ScriptSchemas,
  made: MadeParts,
): string | null | undefined {
  const before = schemas.from.twin(entry);
  const [parentBefore, parentAfter] = parentValues(entry, label, schemas);
  if (!before || made.has(entry)) return parentAfter ?? null;
  // What is done to a partitioned table is done to its partitions.
  return parentBefore === parentAfter ? propertyOf(before, label) : parentAfter;
}

/** The same property of the partitioned table's column, in both schemas. */
function parentValues(
  { kind, schema, parent, name }: InventoryEntry,
  label: string,
  { from, to }: ScriptSchemas,
): readonly [string | null | undefined, string | null | undefined] {
  const above = kind === "column" ? to.parentOf(relationKey(schema, parent)) : null;
  if (above === null || (label !== "Default" && label !== "NULL")) return [undefined, undefined];
  return [propertyOf(from.column(above, name), label), propertyOf(to.column(above, name), label)];
}

/** Names a property of a part for `covered`. */
export function coverKey({ kind, schema, parent, name }: InventoryEntry, label: string): string {
  return JSON.stringify([partKey(kind, schema, parent, name), label]);
}

function optionsSql(target: string, to: string | null, from: string | null): string {
  const read = (text: string | null) => new Map((text ?? "").split(", ").filter(Boolean).map(splitOption));
  const [after, before] = [read(to), read(from)];
  const gone = [...before.keys()].filter((name) => !after.has(name));
  const set = [...after].filter(([name, value]) => before.get(name) !== value);
  if (set.length === 0) return `${target} RESET (${gone.map(quoteIdentifier).join(", ")})`;
  return `${target} SET (${set.map(([name, value]) => `${quoteIdentifier(name)} = ${quoteLiteral(value).trim()}`).join(", ")})`;
}

function splitOption(option: string): readonly [string, string] {
  const at = option.indexOf("=");
  return [option.slice(0, at), option.slice(at + 1)];
}

function indexStatisticsSql(entry: InventoryEntry, to: string | null, from: string | null): string {
  const [place = "1", target = "-1"] = (to ?? `${(from ?? "1").split(" ")[0]} -1`).split(", ")[0]?.split(" ") ?? [];
  return `ALTER INDEX ${quoteName(entry)} ALTER COLUMN ${place} SET STATISTICS ${target}`;
}
