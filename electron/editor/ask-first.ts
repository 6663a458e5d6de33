import { randomUUID } from "node:crypto";
import type { RunConfirmation, RunQuestion, StatementRange } from "../../shared/editor/model.ts";
import { AppError, isAppError } from "../../shared/ipc/app-error.ts";
import {
  type BoundStatement,
  bindParameters,
  type ParameterGiven,
} from "../../shared/sql/parameters/bind-parameters.ts";
import { quoteIdentifier, quoteName } from "../../shared/sql/quote.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { type Danger, findDangers } from "../sql/dangers/find-dangers.ts";
import type { NamedRelation } from "../sql/reading-statement.ts";
import type { ScriptStatement } from "../sql/split-script.ts";
import type { Tab } from "./tabs.ts";

/** Rows from which a change with a condition is asked about on production. */
const manyRows = 10_000;
const estimateMs = 3_000;
const mostEstimates = 20;
const cause = "editor: estimate";

/**
 * What must be asked before a text is sent; null when nothing must, or when this very text was confirmed with the same values (on production by
 * typing the object's name). Estimates come from the planner, and are null where it has none.
 */
export async function askFirst(
  tab: Tab,
  { sql, statements, parameters }: AskedText,
  confirmation: RunConfirmation | undefined,
  signal: AbortSignal,
): Promise<RunQuestion | null> {
  const { asked } = tab;
  const text = JSON.stringify([sql, parameters]);
  tab.asked = null;
  if (asked && confirmation && asked.text === text && asked.question.id === confirmation.id) {
    const { typed } = asked.question;
    if (typed === null || typed === confirmation.typed) return null;
  }
  const found: FoundDanger[] = [];
  for (const statement of statements)
    found.push(...(await dangersOf(tab, statement, parameters, found.length < mostEstimates, signal)));
  const [first] = found;
  if (!first) return null;
  const question: RunQuestion = {
    id: randomUUID(),
    dangers: found.map(({ danger, range, rows }) => {
      return { range, message: danger.message, rows, canCount: danger.relation !== null };
    }),
    typed: tab.target.isProduction ? first.danger.object : null,
  };
  tab.asked = { text, question, relations: found.map(({ danger }) => danger.relation) };
  return question;
}

/** Counts the rows that a danger of the open question means, exactly. Rejects with `notFound` when that is not asked any more. */
export async function countAskedRows(tab: Tab, id: string, index: number, signal: AbortSignal): Promise<number> {
  const { asked } = tab;
  const relation = asked?.question.id === id ? asked.relations[index] : null;
  if (!relation)
    throw new AppError("notFound", "This is not being asked any more.", { hint: "Run the statement again." });
  const sql = `SELECT pg_catalog.count(*) FROM ${nameOf(relation)}`;
  return await besides(tab.session, async () => {
    const answer = await tab.session.query(sql, [], { cause: "editor: count", signal });
    return Number(answer.rows[0]?.[0] ?? 0);
  });
}

/** A text with what it is run with. */
interface AskedText {
  readonly sql: string;
  readonly statements: readonly ScriptStatement[];
  readonly parameters: readonly ParameterGiven[];
}

interface FoundDanger {
  readonly range: StatementRange;
  readonly danger: Danger;
  readonly rows: number | null;
}

async function dangersOf(
  tab: Tab,
  { node, sql, start, end }: ScriptStatement,
  parameters: readonly ParameterGiven[],
  isEstimated: boolean,
  signal: AbortSignal,
): Promise<readonly FoundDanger[]> {
  if (node === null) return [];
  const estimate = (text: string, values: BoundStatement["values"] = []) =>
    isEstimated ? estimateRows(tab.session, { text, values }, signal) : Promise.resolve(null);
  const range = { start, end };
  const found: FoundDanger[] = [];
  for (const danger of findDangers(node)) {
    const { relation } = danger;
    found.push({ range, danger, rows: relation ? await estimate(`SELECT FROM ${nameOf(relation)}`) : null });
  }
  const changed = "DeleteStmt" in node ? node.DeleteStmt : "UpdateStmt" in node ? node.UpdateStmt : null;
  if (found.length > 0 || changed === null || !tab.target.isProduction) return found;
  const bound = bindParameters(sql, parameters);
  const rows = await estimate(bound.sql, bound.values);
  if (rows === null || rows < manyRows) return [];
  const object = changed.relation?.relname ?? "";
  const message = `${"DeleteStmt" in node ? "Deletes" : "Changes"} many rows of ${object} at once.`;
  return [{ range, danger: { kind: "everyRow", message, object, relation: null }, rows }];
}

/** The planner's rows for a statement that is not run; for DELETE and UPDATE those of the rows below the change. */
async function estimateRows(
  session: OwnedSession,
  { text, values }: { readonly text: string; readonly values: BoundStatement["values"] },
  signal: AbortSignal,
): Promise<number | null> {
  if (session.transactionStatus === "failed") return null;
  const limited = AbortSignal.any([signal, AbortSignal.timeout(estimateMs)]);
  try {
    return await besides(session, async () => {
      const answer = await session.query(`EXPLAIN (FORMAT JSON) ${text}`, values, { cause, signal: limited });
      return rowsOfPlan(answer.rows[0]?.[0] ?? "");
    });
  } catch (error) {
    // What cannot be planned (a table that an earlier statement makes, no right) has no estimate; the question is asked all the same.
    if (isAppError(error, "sql", "timeout", "tooLarge") || (isAppError(error, "cancelled") && !signal.aborted))
      return null;
    throw error;
  }
}

function rowsOfPlan(json: string): number | null {
  const plan: unknown = JSON.parse(json);
  const top = Array.isArray(plan) ? readPlan(plan[0]?.Plan) : null;
  if (!top) return null;
  return top.isChange ? top.below.reduce((sum, rows) => sum + rows, 0) : top.rows;
}

function readPlan(plan: unknown): { rows: number; isChange: boolean; below: readonly number[] } | null {
  if (typeof plan !== "object" || plan === null || !("Plan Rows" in plan)) return null;
  const below = "Plans" in plan && Array.isArray(plan.Plans) ? plan.Plans : [];
  return {
    rows: Number(plan["Plan Rows"]),
    isChange: "Node Type" in plan && plan["Node Type"] === "ModifyTable",
    below: below.map((one) => Number(one["Plan Rows"])),
  };
}

/** Runs a question of ours beside the user's work: it cannot write, and its failure does not fail their transaction. */
async function besides<T>(session: OwnedSession, ask: () => Promise<T>): Promise<T> {
  const isInside = session.transactionStatus === "open";
  const send = (sql: string) => session.execute(sql, [], { cause });
  await send(isInside ? "SAVEPOINT steward_estimate" : "BEGIN READ ONLY");
  try {
    return await ask();
  } finally {
    // A lost session has nothing to take back; the error that led here is the one to show.
    const endings = isInside ? ["ROLLBACK TO steward_estimate", "RELEASE steward_estimate"] : ["ROLLBACK"];
    for (const sql of endings)
      await send(sql).catch((error: unknown) => {
        if (!isAppError(error, "connectionLost", "processLost")) throw error;
      });
  }
}

function nameOf({ schema, name }: NamedRelation): string {
  return schema === null ? quoteIdentifier(name) : quoteName({ schema, name });
}
