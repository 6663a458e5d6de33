import type { CatalogColumn } from "../../../shared/catalog/model.ts";
import type { ObjectName } from "../../../shared/databases/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ResultColumn } from "../../../shared/rows/model.ts";
import { quoteIdentifier, quoteName } from "../../../shared/sql/quote.ts";
import { type ExportFormatId, exportFormats } from "../../../shared/transfer/export-formats.ts";
import type { ExportSource } from "../../../shared/transfer/export-model.ts";
import { type ExportOptions, refuseDelimitedOptions } from "../../../shared/transfer/export-options.ts";
import { readColumns } from "../../catalog/table/columns.ts";
import { readRelation } from "../../catalog/table/relation.ts";
import { readServerVersion } from "../../catalog/versioned-sql.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { isReadOnlyStatement } from "../../sql/reading-statement.ts";
import { splitScript } from "../../sql/split-script.ts";
import type { ExportColumn } from "../formats/export-format.ts";
import { findFormat } from "../formats/registry.ts";
import type { ExportPart } from "./export-job.ts";
import { copySqlOf, describeColumns, type RowsQuery } from "./rows-query.ts";

type TableSource = Extract<ExportSource, { kind: "table" }>;

/** Which rows of a table, in which order. */
export type AskedRows = Pick<TableSource, "sort" | "filters" | "where">;

/** The rows that the grid shows, as SQL over the relation as `t`. */
export type ComposeSelection = (
  session: ReadSession,
  name: ObjectName,
  asked: AskedRows,
) => Promise<{ readonly where: string; readonly orderBy: string }>;

/** What an export does, short of the files' names. */
export interface ExportPlan {
  readonly begin: readonly string[];
  readonly parts: readonly ExportPart[];
}

interface PlanParts {
  readonly session: ReadSession;
  readonly composeSelection: ComposeSelection;
  readonly format: ExportFormatId;
  readonly options: ExportOptions;
}

/** Names in a statement of the user's are looked up as the session does; those of ours are qualified. */
const lookInCatalogOnly = "SELECT pg_catalog.set_config('search_path', 'pg_catalog', true)";
const stayReadOnly = "SELECT pg_catalog.set_config('transaction_read_only', 'on', true)";

/**
 * Composes what an export sends. Rejects with `notFound`, `sql`, `unsupported` (a statement that cannot be exported) and
 * `invalidInput` (options that COPY refuses).
 */
export async function planExport(source: ExportSource, parts: PlanParts): Promise<ExportPlan> {
  const { format, options } = parts;
  const refusal = exportFormats[format].isDelimited ? refuseDelimitedOptions(delimitedOptions(format, options)) : null;
  if (refusal) throw new AppError("invalidInput", refusal);
  if (source.kind === "query") return { begin: [stayReadOnly], parts: [await planQuery(source.sql, parts)] };
  const whole = { columns: undefined, sort: [], filters: [] };
  const tables = source.kind === "table" ? [source] : source.tables.map((table) => ({ ...table, ...whole }));
  const planned: ExportPart[] = [];
  for (const table of tables) planned.push(await planTable(table, parts));
  // A condition in the user's own words means what it means in the user's session.
  return { begin: [usesSearchPath(source) ? stayReadOnly : lookInCatalogOnly], parts: planned };
}

/** Whether names in the user's own words have to be looked up as the user's session does. */
export function usesSearchPath(source: ExportSource): boolean {
  return source.kind === "query" || (source.kind === "table" && source.where !== undefined);
}

function delimitedOptions(format: ExportFormatId, options: ExportOptions): ExportOptions {
  return format === "tsv" ? { ...options, delimiter: "\t" } : options;
}

async function planTable(
  source: Omit<TableSource, "kind">,
  { session, composeSelection, format, options }: PlanParts,
): Promise<ExportPart> {
  const name = { schema: source.schema, name: source.name };
  const relation = await readRelation(session, await readServerVersion(session), name);
  if (relation.kind === "sequence")
    throw new AppError("unsupported", `${name.name} is a sequence and has no rows to export.`);
  const chosen = chooseColumns(await readColumns(session, relation.oid), source.columns, format);
  const names = chosen.map((column) => quoteIdentifier(column.name));
  const selection = await composeSelection(session, name, source);
  const isWhole = selection.where === "" && selection.orderBy === "";
  // COPY of the table itself is what psql would send; it takes neither views nor generated columns, and not the rows of children.
  const isPlain =
    relation.kind === "table" && relation.childCount === 0 && chosen.every(({ generated }) => generated === null);
  const list = names.map((column) => `t.${column}`).join(", ");
  const select = `SELECT ${list} FROM ${quoteName(name)} AS t${selection.where}${selection.orderBy}`;
  const query: RowsQuery = {
    select,
    relation: isWhole && isPlain ? `${quoteName(name)}${names.length > 0 ? ` (${names.join(", ")})` : ""}` : null,
    columns: exportColumns(await describeColumns(session, select)),
  };
  return {
    label: source.name,
    columns: query.columns,
    table: options.targetTable === null ? name : { ...name, name: options.targetTable },
    isOverriding: chosen.some(({ identity }) => identity === "always"),
    copySql: copySqlOf(query, findFormat(format).copyOptions(options), isSafe(format, options)),
    estimatedRows: selection.where === "" ? relation.estimatedRows : null,
  };
}

/** Columns that may be read, or those asked for, which the server refuses if they may not. */
function chooseColumns(
  columns: readonly CatalogColumn[],
  asked: readonly string[] | undefined,
  format: ExportFormatId,
): readonly CatalogColumn[] {
  const readable = asked
    ? asked.map((name) => {
        const column = columns.find((each) => each.name === name);
        if (!column) throw new AppError("notFound", `There is no column ${name}.`, { hint: "Refresh the table." });
        return column;
      })
    : columns.filter(({ isReadable }) => isReadable);
  // Nobody may insert into a generated column.
  const isScript = format === "sqlInsert" || format === "copyScript";
  return isScript ? readable.filter(({ generated }) => generated === null) : readable;
}

async function planQuery(text: string, { session, format, options }: PlanParts): Promise<ExportPart> {
  const [statement, ...more] = await splitScript(text);
  if (!statement || more.length > 0 || statement.node === null)
    throw new AppError("unsupported", "Exactly one statement can be exported, and it has to be understood.", {
      hint: "Mark one statement and export its rows.",
    });
  if (!("SelectStmt" in statement.node) || !isReadOnlyStatement(statement.node))
    throw new AppError("unsupported", "Only statements that read rows can be exported: SELECT, VALUES, TABLE, WITH.", {
      hint: "An export runs the statement again, in a READ ONLY transaction.",
    });
  // The parser has read it as one whole statement, so that no parenthesis in it can end ours.
  const columns = exportColumns(await describeColumns(session, statement.sql));
  const query: RowsQuery = { select: statement.sql, relation: null, columns };
  return {
    label: "Query",
    columns,
    table: { schema: "public", name: options.targetTable ?? "query_result" },
    isOverriding: false,
    copySql: copySqlOf(query, findFormat(format).copyOptions(options), isSafe(format, options)),
    estimatedRows: null,
  };
}

function isSafe(format: ExportFormatId, options: ExportOptions): boolean {
  return options.isSpreadsheetSafe && exportFormats[format].isDelimited;
}

const kinds: Readonly<Record<string, ExportColumn["kind"]>> = {
  int2: "number",
  int4: "number",
  int8: "number",
  float4: "number",
  float8: "number",
  numeric: "number",
  oid: "number",
  bool: "boolean",
  json: "json",
  jsonb: "json",
};

function exportColumns(columns: readonly ResultColumn[]): readonly ExportColumn[] {
  return columns.map(({ name, typeName, typeOid }) => ({
    name,
    kind: typeOid < 16_384 ? (kinds[typeName] ?? "text") : "text",
  }));
}
