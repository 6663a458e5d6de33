import type { gridContract } from "../../../shared/grid/contract.ts";
import type { GridPage, RowOrder } from "../../../shared/grid/model.ts";
import { AppError, isAppError } from "../../../shared/ipc/app-error.ts";
import type { ParsedInputOf } from "../../../shared/ipc/declare.ts";
import type { Databases } from "../../postgres/databases.ts";
import { checkWhere } from "../conditions/where-condition.ts";
import type { PlaceStretch } from "../places/place-stretch.ts";
import type { KnownRelations } from "../relation/known-relations.ts";
import { findColumn, readGridRelation } from "../relation/relation.ts";
import { chooseOrder } from "./choose-order.ts";
import { composePage } from "./page-statement.ts";

/** Keys travel whole, up to what `PageStart` takes back; values were cut by the server already. */
const maxKeyBytes = 1_048_576;

/** What a page is read with. */
export interface PageReading {
  readonly databases: Databases;
  readonly known: KnownRelations;
}

type RowsInput = ParsedInputOf<(typeof gridContract)["grid.rows"]>;

/**
 * Sends one page of rows to the client's stream. Short READ ONLY transactions: what the table is, then the rows; a table
 * that changes in between is the server's error. Rejects as `grid.rows` says.
 */
export async function sendPage(
  { databases, known }: PageReading,
  input: RowsInput,
  clientId: string,
  signal: AbortSignal,
): Promise<GridPage> {
  const startedAt = performance.now();
  const { ref, target, sort, start, filters, pageRows } = input;
  const name = { schema: input.schema, name: input.name };
  const relation = await findRelation({ databases, known }, input, signal);
  try {
    const order = chooseOrder(relation, sort);
    const columns = input.columns
      ? [...new Set(input.columns)].map((column) => findColumn(relation, column))
      : relation.columns.filter(({ isReadable }) => isReadable);
    const where = input.where ?? null;
    if (where !== null) await checkWhere(where);
    const statement = composePage({ name, relation, columns, order, start, filters, where, pageRows });
    const { sql, values, layout, stretch } = statement;
    // What the user wrote means what it would mean in a query of theirs; everything of ours is qualified.
    const options = { signal, maxCellBytes: maxKeyBytes, searchPath: where === null ? "catalog" : "user" } as const;
    const end = await databases.stream(ref, "grid: rows", { clientId, ...target }, sql, values, options);
    return {
      columns: layout.columns,
      order,
      keyIndexes: layout.keyIndexes,
      identityIndexes: layout.identityIndexes,
      rows: end.rows,
      next: nextStart(order, end.rows, pageRows, stretch, relation.hasChildren),
      estimatedRows: relation.estimatedRows,
      durationMs: performance.now() - startedAt,
    };
  } catch (error) {
    known.forget(ref, name);
    throw withAdvice(error);
  }
}

/** In an SQL_ASCII database the server sends no bytes that are no UTF-8, and refuses the whole page for one of them. */
function withAdvice(error: unknown): unknown {
  if (!isAppError(error, "sql") || error.details.postgres?.sqlstate !== "22021") return error;
  return new AppError("sql", error.message, {
    ...error.details,
    hint: "A value holds bytes that are no text. Hide its column, or filter its row away, to see the others.",
  });
}

/** A page that goes on from another takes the table as that one found it. */
async function findRelation({ databases, known }: PageReading, input: RowsInput, signal: AbortSignal) {
  const { ref, start } = input;
  const name = { schema: input.schema, name: input.name };
  const isGoingOn = "key" in start;
  const remembered = isGoingOn ? known.find(ref, name) : null;
  if (remembered) return remembered;
  const relation = await databases.read(ref, "grid: table", (session) => readGridRelation(session, name), { signal });
  known.keep(ref, name, relation);
  return relation;
}

function nextStart(
  order: RowOrder,
  rows: number,
  pageRows: number,
  stretch: PlaceStretch | null,
  hasTableInKey: boolean,
): GridPage["next"] {
  if (order.kind === "none") return rows < pageRows ? { kind: "end" } : { kind: "end", mayHaveMore: true };
  if (rows === pageRows) return { kind: "row" };
  if (!stretch?.next) return { kind: "end" };
  const { tableOid, tid } = stretch.next;
  return { kind: "key", key: hasTableInKey ? [String(tableOid), tid] : [tid] };
}
