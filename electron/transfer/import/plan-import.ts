import type { CatalogColumn } from "../../../shared/catalog/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { quoteIdentifier, quoteName } from "../../../shared/sql/quote.ts";
import type { ImportTarget } from "../../../shared/transfer/import-model.ts";
import { readColumns } from "../../catalog/table/columns.ts";
import { readRelation } from "../../catalog/table/relation.ts";
import { readServerVersion } from "../../catalog/versioned-sql.ts";
import type { ReadSession } from "../../postgres/session.ts";
import type { ImportJob } from "./import-job.ts";

/** The statements of an import, and the columns they fill in the order of the file's values. */
export interface ImportPlan {
  readonly job: Pick<ImportJob, "sources" | "before" | "copySql" | "after">;
  readonly columns: readonly CatalogColumn[];
  readonly serverVersion: number;
}

const staging = "pg_temp.steward_import";

/**
 * Composes an import: COPY into the table itself, or, where a key may be there already, into a temporary table and from
 * there by INSERT ... ON CONFLICT. Rejects with `notFound`, `unsupported` (no table), `invalidInput` (columns that
 * cannot be filled so).
 */
export async function planImport(session: ReadSession, target: ImportTarget): Promise<ImportPlan> {
  const serverVersion = await readServerVersion(session);
  const name = { schema: target.schema, name: target.name };
  const relation = await readRelation(session, serverVersion, name);
  if (relation.kind !== "table" && relation.kind !== "partitioned" && relation.kind !== "foreign")
    throw new AppError("unsupported", `${name.name} is no table: rows cannot be read into it.`);
  const all = await readColumns(session, relation.oid);
  const columns = target.columns.map((mapped) => findTarget(all, mapped.target));
  const sources = target.columns.map(({ source }, index) => {
    const { type } = columns[index] ?? { type: "" };
    return { place: source, isJson: type === "json" || type === "jsonb" };
  });
  if (new Set(columns.map((column) => column.number)).size < columns.length)
    throw new AppError("invalidInput", "Two columns of the file go into one of the table.", { hint: "Leave one out." });
  const list = columns.map((column) => quoteIdentifier(column.name)).join(", ");
  const copy = (into: string) => `COPY ${into} (${list}) FROM STDIN WITH (FORMAT text)`;
  if (target.onConflict === "fail")
    return {
      job: { sources, before: [], copySql: copy(quoteName(name)), after: [] },
      columns,
      serverVersion,
    };
  const before = [
    `CREATE TEMPORARY TABLE steward_import ON COMMIT DROP AS SELECT ${list} FROM ${quoteName(name)} WITH NO DATA`,
  ];
  const overriding = columns.some(({ identity }) => identity === "always") ? " OVERRIDING SYSTEM VALUE" : "";
  const insert = `INSERT INTO ${quoteName(name)} (${list})${overriding} SELECT ${list} FROM ${staging}`;
  const after = [`${insert} ${conflictClause(target, all, columns)}`];
  return { job: { sources, before, copySql: copy(staging), after }, columns, serverVersion };
}

function findTarget(columns: readonly CatalogColumn[], name: string): CatalogColumn {
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
  all: readonly CatalogColumn[],
  columns: readonly CatalogColumn[],
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
