import type { Node } from "libpg-query";
import { AppError, isAppError } from "../../../shared/ipc/app-error.ts";
import { parseScript } from "../../sql/parse-script.ts";
import { refuseInReadOnly } from "../../sql/read-only-guard.ts";
import { visitTree } from "../../sql/reading-statement.ts";

const before = "SELECT FROM t WHERE ";

/**
 * Checks a condition that the user wrote as the text behind WHERE: with Postgres' own grammar it is one expression and
 * nothing more, so that it cannot end the statement, open another, or change what the other conditions mean. The same
 * rules as in a read-only session hold for what it calls. Throws `sql` (with the position in the text), `refused`, `readOnly`.
 */
export async function checkWhere(text: string): Promise<void> {
  const statements = await parse(text);
  const [statement] = statements;
  if (statements.length !== 1 || !statement || !isOnlyWhere(statement.node))
    throw new AppError("refused", "This is more than a condition.", {
      hint: "Write one expression as it stands behind WHERE. Sort by the heads; for anything else open a query.",
    });
  let hasParameter = false;
  visitTree(statement.node, (value) => {
    if (value.ParamRef !== undefined) hasParameter = true;
  });
  if (hasParameter)
    throw new AppError("refused", "A condition has no parameters.", { hint: "Write the value itself, in quotes." });
  const refusal = refuseInReadOnly(statement.node);
  if (refusal) throw refusal;
}

/** The checked condition as a part of a statement; line ends keep a comment at its end to itself. */
export function whereSql(text: string): string {
  return `\n${text}\n`;
}

async function parse(text: string) {
  try {
    return await parseScript(`${before}${text}`);
  } catch (error) {
    if (!isAppError(error, "sql") || !error.details.postgres) throw error;
    const { position, ...postgres } = error.details.postgres;
    const own = position === undefined ? {} : { position: Math.max(1, position - before.length) };
    throw new AppError("sql", error.message.replace(/ \(line \d+\)$/, ""), {
      hint: "Correct the condition; it was not sent.",
      postgres: { ...postgres, ...own },
    });
  }
}

const partsOfCondition: ReadonlySet<string> = new Set(["fromClause", "whereClause", "limitOption", "op"]);

function isOnlyWhere(node: Node): boolean {
  if (!("SelectStmt" in node)) return false;
  const { SelectStmt: select } = node;
  return (
    select.whereClause !== undefined &&
    Object.keys(select).every((key) => partsOfCondition.has(key)) &&
    (select.op ?? "SETOP_NONE") === "SETOP_NONE" &&
    (select.limitOption ?? "LIMIT_OPTION_DEFAULT") === "LIMIT_OPTION_DEFAULT" &&
    select.fromClause?.length === 1
  );
}
