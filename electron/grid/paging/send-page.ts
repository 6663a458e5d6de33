import type { gridContract } from "../../../shared/grid/contract.ts";
import type { GridPage, RowOrder } from "../../../shared/grid/model.ts";
import { AppError, isAppError } from "../../../shared/ipc/app-error.ts";
import type { ParsedInputOf } from "../../../shared/ipc/declare.ts";
import type { Databases } from "../../postgres/databases.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { checkWhere } from "../conditions/where-condition.ts";
import type { PlaceStretch } from "../places/place-stretch.ts";
import type { KnownRelations } from "../relation/known-relations.ts";
import { findColumn, type GridRelation, readGridRelation } from "../relation/relation.ts";
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
 * Sends one page of rows to the client's stream, in one short READ ONLY transaction: what the table is, then its rows. With
 * the user's own WHERE there are two of them, because that is looked up by the user's search path and nothing else is.
 * Rejects as `grid.rows` says.
 */
export async function sendPage(
  { databases, known }: PageReading,
  input: RowsInput,
  clientId: string,
  signal: AbortSignal,
): Promise<GridPage> {
  const startedAt = performance.now();
  const { ref, where = null } = input;
  const name = { schema: input.schema, name: input.name };
  const target = { clientId, ...input.target };
  const options = { signal, maxCellBytes: maxKeyBytes };
  // A page that goes on from another takes the table as that one found it.
  const remembered = "key" in input.start ? known.find(ref, name) : null;
  const learn = async (session: ReadSession) => {
    const relation = await readGridRelation(session, name);
    known.keep(ref, name, relation);
    return relation;
  };
  try {
    if (where === null)
      return await databases.read(
        ref,
        "grid: rows",
        async (session) => {
          const page = describePage(remembered ?? (await learn(session)), input);
          const end = await session.stream(target, page.statement.sql, page.statement.values, options);
          return answerPage(page, input, end.rows, startedAt);
        },
        { signal },
      );
    await checkWhere(where);
    const page = describePage(remembered ?? (await databases.read(ref, "grid: table", learn, { signal })), input);
    const { sql, values } = page.statement;
    const end = await databases.stream(ref, "grid: rows", target, sql, values, { ...options, searchPath: "user" });
    return answerPage(page, input, end.rows, startedAt);
  } catch (error) {
    known.forget(ref, name);
    throw withAdvice(error);
  }
}

type DescribedPage = ReturnType<typeof describePage>;

function describePage(relation: GridRelation, input: RowsInput) {
  const { sort, start, filters, pageRows, where = null } = input;
  const name = { schema: input.schema, name: input.name };
  const order = chooseOrder(relation, sort);
  const columns = input.columns
    ? [...new Set(input.columns)].map((column) => findColumn(relation, column))
    : relation.columns.filter(({ isReadable }) => isReadable);
  const statement = composePage({ name, relation, columns, order, start, filters, where, pageRows });
  return { relation, order, statement };
}

function answerPage(
  { relation, order, statement }: DescribedPage,
  { pageRows }: RowsInput,
  rows: number,
  startedAt: number,
): GridPage {
  const { layout, stretch } = statement;
  return {
    columns: layout.columns,
    order,
    keyIndexes: layout.keyIndexes,
    identityIndexes: layout.identityIndexes,
    rows,
    next: nextStart(order, rows, pageRows, stretch, relation.hasChildren),
    estimatedRows: relation.estimatedRows,
    durationMs: performance.now() - startedAt,
  };
}

/** In an SQL_ASCII database the server sends no bytes that are no UTF-8, and refuses the whole page for one of them. */
function withAdvice(error: unknown): unknown {
  if (!isAppError(error, "sql") || error.details.postgres?.sqlstate !== "22021") return error;
  return new AppError("sql", error.message, {
    ...error.details,
    hint: "A value holds bytes that are no text. Hide its column, or filter its row away, to see the others.",
  });
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
