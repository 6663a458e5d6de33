import type { ScriptStatement } from "../../../shared/comparison/script-model.ts";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import type { Inventory } from "../inventory/read-inventory.ts";

/** What is not to be compared: whole schemas, and tables of a name in any schema. */
export interface IgnoredObjects {
  readonly schemas: readonly string[];
  readonly tables: readonly string[];
}

/** The usual case. */
export const nothingIgnored: IgnoredObjects = { schemas: [], tables: [] };

/** The same inventory without them. */
export function withoutIgnored(inventory: Inventory, { schemas, tables }: IgnoredObjects): Inventory {
  const isIgnored = ({ kind, schema, parent, name }: Inventory["entries"][number]) =>
    schemas.includes(schema) ||
    (kind === "schema" && schemas.includes(name)) ||
    tables.includes(parent) ||
    (kind === "table" && tables.includes(name)) ||
    (kind === "sequence" && tables.some((table) => name === `${table}_id_seq`));
  return { ...inventory, entries: inventory.entries.filter((entry) => !isIgnored(entry)) };
}

/** Whether an object or part is one of them. */
export function isIgnoredPlace(
  { schema, name, kind }: { readonly schema: string; readonly name: string; readonly kind: string },
  { schemas, tables }: IgnoredObjects,
): boolean {
  if (kind === "schema") return schemas.includes(name);
  return schemas.includes(schema) || tables.includes(name) || tables.some((table) => name === `${table}_id_seq`);
}

/** Whether a statement of the engine, which quotes every name and names every schema, is about one of them. */
export function isIgnoredStatement({ sql }: ScriptStatement, { schemas, tables }: IgnoredObjects): boolean {
  if (schemas.some((schema) => sql.includes(`${quoteIdentifier(schema)}.`))) return true;
  if (schemas.some((schema) => sql.includes(`SCHEMA ${quoteIdentifier(schema)}`))) return true;
  const names = tables.flatMap((table) => [table, `${table}_id_seq`]);
  return names.some((name) => sql.includes(`.${quoteIdentifier(name)}`) || new RegExp(` ON \\S*\\b${name} `).test(sql));
}
