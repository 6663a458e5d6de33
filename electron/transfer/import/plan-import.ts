import type { CatalogColumn } from "../../../shared/catalog/model.ts";
import type { ObjectName } from "../../../shared/databases/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { quoteIdentifier, quoteLiteral, quoteName } from "../../../shared/sql/quote.ts";
import type { FileDialect, ImportTarget, NewTable } from "../../../shared/transfer/import-model.ts";
import { readColumns } from "../../catalog/table/columns.ts";
import { readRelation } from "../../catalog/table/relation.ts";
import { readServerVersion } from "../../catalog/versioned-sql.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { defaultMark } from "./copy-text.ts";
import type { ImportJob } from "./import-job.ts";
import { planNewTable } from "./new-table/plan-new-table.ts";
import type { FileSource } from "./read-records.ts";

/** A column that the file fills. */
export type FilledColumn = Pick<CatalogColumn, "name" | "type" | "isNullable">;

/** The statements of an import, and the columns they fill in the order of the file's values. */
export interface ImportPlan {
  readonly job: Omit<ImportJob, "path" | "dialect">;
  readonly columns: readonly FilledColumn[];
  readonly serverVersion: number;
}

const staging = "pg_temp.steward_import";
/** COPY gives single rows a default from version 16 on. */
const firstDefaultingVersion = 160000;

/**
 * Composes an import: COPY into the table itself, or, where a key may be there already, into a temporary table and from
 * there by INSERT ... ON CONFLICT. A new table is made before. Rejects with `notFound`, `conflict`, `unsupported` (no table,
 * or not on this server), `invalidInput` (columns that cannot be filled so, a type that is none).
 */
export async function planImport(
  session: ReadSession,
  target: ImportTarget,
  dialect: FileDialect,
): Promise<ImportPlan> {
  const serverVersion = await readServerVersion(session);
  const name = { schema: target.schema, name: target.name };
  const { all, create } = target.newTable
    ? { all: newColumns(target.newTable), create: [await planNewTable(session, name, target.newTable)] }
    : { all: await readTableColumns(session, serverVersion, name), create: [] };
  const columns = target.columns.map((mapped) => findTarget(all, mapped.target));
  if (new Set(columns).size < columns.length)
    throw new AppError("invalidInput", "Two columns of the file go into one of the table.", { hint: "Leave one out." });
  const sources = target.columns.map(({ source }, index) => sourceOf(source, columns[index]?.type ?? "", dialect));
  const isDefaulting = sources.some(({ isDefaulted }) => isDefaulted);
  if (isDefaulting) refuseDefaults(serverVersion, target);
  const list = columns.map((column) => quoteIdentifier(column.name)).join(", ");
  const options = isDefaulting ? `FORMAT text, DEFAULT ${quoteLiteral(defaultMark).trimStart()}` : "FORMAT text";
  const copy = (into: string) => `COPY ${into} (${list}) FROM STDIN WITH (${options})`;
  const batches = target.batches ?? null;
  if (target.onConflict === "fail") {
    const job = { sources, create, before: [], copySql: copy(quoteName(name)), after: [], batches };
    return { job, columns, serverVersion };
  }
  const before = [
    `CREATE TEMPORARY TABLE steward_import ON COMMIT DROP AS SELECT ${list} FROM ${quoteName(name)} WITH NO DATA`,
  ];
  const overriding = columns.some(({ identity }) => identity === "always") ? " OVERRIDING SYSTEM VALUE" : "";
  const insert = `INSERT INTO ${quoteName(name)} (${list})${overriding} SELECT ${list} FROM ${staging}`;
  // In a batch the next rows need an empty one.
  const after = [`${insert} ${conflictClause(target, all, columns)}`, ...(batches ? [`DROP TABLE ${staging}`] : [])];
  return { job: { sources, create, before, copySql: copy(staging), after, batches }, columns, serverVersion };
}

type TargetColumn = Pick<CatalogColumn, "name" | "type" | "isNullable" | "isInPrimaryKey" | "identity" | "generated">;

async function readTableColumns(session: ReadSession, serverVersion: number, name: ObjectName) {
  const relation = await readRelation(session, serverVersion, name);
  if (relation.kind !== "table" && relation.kind !== "partitioned" && relation.kind !== "foreign")
    throw new AppError("unsupported", `${name.name} is no table: rows cannot be read into it.`);
  return await readColumns(session, relation.oid);
}

function newColumns({ columns, primaryKey }: NewTable): readonly TargetColumn[] {
  return columns.map(({ name, type, isNullable }) => ({
    name,
    type,
    isNullable: isNullable && name !== primaryKey,
    isInPrimaryKey: name === primaryKey,
    identity: null,
    generated: null,
  }));
}

function sourceOf(place: number, type: string, { format, jsonNull, missingKey }: FileDialect): FileSource {
  const isJson = type === "json" || type === "jsonb";
  if (format === "delimited") return { place, isJson };
  return { place, isJson, isNullJson: jsonNull === "jsonNull", isDefaulted: missingKey === "default" };
}

function refuseDefaults(serverVersion: number, { onConflict }: ImportTarget): void {
  if (serverVersion < firstDefaultingVersion)
    throw new AppError("unsupported", "Before version 16 the server gives a default to whole columns only.", {
      hint: "Let missing keys be NULL.",
    });
  if (onConflict !== "fail")
    throw new AppError(
      "invalidInput",
      "Missing keys get no default where rows that are there are skipped or updated.",
      {
        hint: "Let missing keys be NULL, or let the import fail at a key that is there already.",
      },
    );
}

function findTarget(columns: readonly TargetColumn[], name: string): TargetColumn {
  const column = columns.find((each) => each.name === name);
  if (!column) throw new AppError("notFound", `There is no column ${name}.`, { hint: "Refresh the table." });
  if (column.generated !== null)
    throw new AppError("invalidInput", `The column ${name} is generated: the server fills it itself.`, {
      hint: "Leave it out.",
    });
  return column;
}

function conflictClause(
  { onConflict }: ImportTarget,
  all: readonly TargetColumn[],
  columns: readonly TargetColumn[],
): string {
  if (onConflict === "skip") return "ON CONFLICT DO NOTHING";
  const key = all.filter(({ isInPrimaryKey }) => isInPrimaryKey);
  if (key.length === 0 || !key.every((column) => columns.includes(column)))
    throw new AppError("invalidInput", "To update rows, the file has to fill the whole primary key.", {
      hint: "Map the columns of the primary key, or choose another way with rows that are there already.",
    });
  const others = columns.filter((column) => !key.includes(column)).map((column) => quoteIdentifier(column.name));
  const target = `ON CONFLICT (${key.map((column) => quoteIdentifier(column.name)).join(", ")})`;
  if (others.length === 0) return `${target} DO NOTHING`;
  return `${target} DO UPDATE SET ${others.map((column) => `${column} = EXCLUDED.${column}`).join(", ")}`;
}
