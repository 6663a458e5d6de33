import type { ObjectName } from "../../../../shared/databases/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { quoteName } from "../../../../shared/sql/quote.ts";
import { composeCreateTable } from "../../../../shared/transfer/create-table.ts";
import type { NewTable } from "../../../../shared/transfer/import-model.ts";
import type { ReadSession } from "../../../postgres/session.ts";
import { splitScript } from "../../../sql/split-script.ts";

/**
 * The CREATE TABLE of an import. A type is free text: with the real parser's word that the whole is one CREATE TABLE, no
 * type can bring a second statement. Rejects with `conflict` (the
 * name is taken) and `invalidInput`.
 */
export async function planNewTable(session: ReadSession, name: ObjectName, table: NewTable): Promise<string> {
  const { rows } = await session.query("SELECT pg_catalog.to_regclass($1)::pg_catalog.oid", [quoteName(name)]);
  if (rows[0]?.[0] != null)
    throw new AppError("conflict", `There is already something called ${name.name} in ${name.schema}.`, {
      hint: "Choose another name, or import into the table that is there.",
    });
  const names = table.columns.map((column) => column.name);
  if (new Set(names).size < names.length)
    throw new AppError("invalidInput", "Two columns of the new table have the same name.", { hint: "Rename one." });
  const sql = composeCreateTable(name, table);
  const [statement, ...more] = await splitScript(sql);
  if (statement?.node && "CreateStmt" in statement.node && more.length === 0) return sql;
  throw new AppError("invalidInput", "The new table cannot be made with these types.", {
    hint: "Write each type as Postgres does: text, numeric(10,2), timestamp with time zone.",
  });
}
