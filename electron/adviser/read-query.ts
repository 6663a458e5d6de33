import type { QueryText } from "../../shared/adviser/refusals/refusal-subject.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import { classifyStatement } from "../sql/classify-statement.ts";
import type { SqlParser } from "../sql/parser/sql-parser.ts";
import { isReadOnlyStatement, visitTree } from "../sql/reading-statement.ts";

/** The one query that advice is asked for. */
export interface AdvisedQuery extends QueryText {
  readonly isReadOnly: boolean;
  /** The highest `$n`; 0 when all values are given. */
  readonly parameterCount: number;
}

const advised: ReadonlySet<string> = new Set(["SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"]);

/**
 * Takes the one query out of a text. Rejects with `invalidInput` (none, several, or a statement that has no plan) and
 * `sql` (a syntax error).
 */
export async function readQuery(text: string, parser: SqlParser, signal?: AbortSignal): Promise<AdvisedQuery> {
  const [statement, ...others] = await parser.parse(text, signal);
  if (statement === undefined)
    throw new AppError("invalidInput", "There is no query to advise an index for.", { hint: "Write one query." });
  if (others.length > 0)
    throw new AppError("invalidInput", `Advice is for one query; here are ${others.length + 1}.`, {
      hint: "Select one of them, or ask for advice on the workload.",
    });
  const [name = ""] = Object.keys(statement.node);
  if (!advised.has(name))
    throw new AppError(
      "invalidInput",
      `${classifyStatement(statement.node).kind} has no plan that an index could change.`,
      {
        hint: "Give a SELECT, INSERT, UPDATE, DELETE or MERGE, without EXPLAIN before it.",
      },
    );
  let offsetRows = 0;
  let parameterCount = 0;
  visitTree(statement.node, (value) => {
    offsetRows = Math.max(offsetRows, integerOf(value.limitOffset));
    const number = numberIn(value.ParamRef, "number");
    parameterCount = Math.max(parameterCount, number);
  });
  return { sql: statement.sql, offsetRows, parameterCount, isReadOnly: isReadOnlyStatement(statement.node) };
}

/** `{ A_Const: { ival: { ival: 5000 } } }` gives 5000. */
function integerOf(node: unknown): number {
  if (typeof node !== "object" || node === null || !("A_Const" in node)) return 0;
  const constant = node.A_Const;
  return typeof constant === "object" && constant !== null && "ival" in constant ? numberIn(constant.ival, "ival") : 0;
}

function numberIn(node: unknown, key: string): number {
  if (typeof node !== "object" || node === null || !(key in node)) return 0;
  const value = (node as Readonly<Record<string, unknown>>)[key]; // asked for just above
  return typeof value === "number" ? value : 0;
}
