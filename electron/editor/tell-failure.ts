import type { StatementOutcome } from "../../shared/editor/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { BoundStatement } from "../../shared/sql/parameters/bind-parameters.ts";
import { findParameters } from "../../shared/sql/parameters/find-parameters.ts";
import type { ScriptStatement } from "../sql/split-script.ts";

type Failure = Pick<Extract<StatementOutcome["result"], { kind: "failed" }>, "error" | "offset" | "parameter">;

/** Errors of the server whose words name a parameter by the number that was sent. */
const aboutParameters: ReadonlySet<string> = new Set(["42601", "42P02", "42P08", "42P18"]);
const namedNumber = /(?<=parameter )\$(\d+)|(?<=at or near ")\$(\d+)(?=")/g;

/**
 * What the server said of a statement, in terms of the text that was written: places count in it, and a parameter has
 * the name that it has there. A value that its type does not take has no place of its own: that of its parameter is told.
 */
export function tellFailure(error: AppError, { sql, start }: ScriptStatement, bound: BoundStatement): Failure {
  const { postgres } = error.details;
  const parameter = keyIn(postgres?.where, bound);
  const sentAt = postgres?.position === undefined ? null : utf16Offset(bound.sql, postgres.position - 1);
  const place = parameter === null ? undefined : findParameters(sql).find(({ key }) => key === parameter);
  const at = sentAt === null ? (place?.start ?? null) : bound.toOriginal(sentAt);
  const hint = at === null || postgres?.sqlstate !== "42601" ? undefined : hintForName(sql.slice(at));
  const position = at === null ? {} : { position: [...sql.slice(0, at)].length + 1 };
  const where = postgres?.where === undefined ? {} : { where: inWords(postgres.where, bound) };
  const told = new AppError(
    error.code,
    aboutParameters.has(postgres?.sqlstate ?? "") ? inWords(error.message, bound) : error.message,
    {
      ...error.details,
      ...(hint === undefined ? {} : { hint }),
      ...(error.details.statement === undefined ? {} : { statement: sql }),
      ...(postgres ? { postgres: { ...postgres, ...where, ...position } } : {}),
    },
  );
  return { error: told.toWire(), offset: at === null ? null : start + at, parameter };
}

/** Postgres tells of the first bad value in the context: `unnamed portal parameter $1 = '...'`. */
function keyIn(where: string | undefined, { keys }: BoundStatement): string | null {
  const number = /^unnamed portal parameter \$(\d+)/m.exec(where ?? "")?.[1];
  return number === undefined ? null : (keys[Number(number) - 1] ?? null);
}

function inWords(text: string, { keys }: BoundStatement): string {
  return text.replace(
    namedNumber,
    (whole, behind?: string, near?: string) => keys[Number(behind ?? near) - 1] ?? whole,
  );
}

function hintForName(text: string): string | undefined {
  return /^(?::['"\p{L}_]|\$\d)/u.test(text)
    ? "A parameter stands for a value, not for a name or a word, and only in SELECT, INSERT, UPDATE, DELETE, MERGE, VALUES, CALL, DECLARE, EXPLAIN and CREATE TABLE AS."
    : undefined;
}

/** The server counts characters; texts on screen are counted in UTF-16. */
function utf16Offset(sql: string, characters: number): number {
  let offset = 0;
  let count = 0;
  for (const character of sql) {
    if (count === characters) break;
    count += 1;
    offset += character.length;
  }
  return offset;
}
