import { z } from "zod";
import { AppError } from "../../ipc/app-error.ts";
import { findParameters, type ParameterPlace } from "./find-parameters.ts";

/** A value for a parameter: text as Postgres reads it, or NULL. */
export interface ParameterGiven {
  readonly key: string;
  readonly value: string | null;
}

/** Values that a request brings along; those that a statement does not name are left aside. */
export const givenParametersSchema = z
  .array(
    z.strictObject({
      key: z
        .string()
        .regex(/^(?:\$\d{1,9}|:[\p{L}_][\p{L}\p{N}_]*)$/u)
        .max(200),
      value: z.string().max(4_000_000).nullable(),
    }),
  )
  .max(1_000);

/** A statement as it is sent: its parameters numbered from one, and the values in that order. */
export interface BoundStatement {
  readonly sql: string;
  /** What each number stands for. */
  readonly keys: readonly string[];
  readonly values: readonly (string | null)[];
  /** The UTF-16 offset in the original of an offset in `sql`. */
  readonly toOriginal: (offset: number) => number;
}

/**
 * Numbers the parameters of one statement and gives them their values; the text around them stays byte for byte. Throws
 * `invalidInput` for a parameter without a value.
 */
export function bindParameters(statement: string, given: readonly ParameterGiven[]): BoundStatement {
  const places = findParameters(statement);
  if (places.length === 0) return { sql: statement, keys: [], values: [], toOriginal: (offset) => offset };
  const keys = [...new Set(places.map(({ key }) => key))];
  const values = keys.map((key) => {
    const found = given.find((one) => one.key === key);
    if (found === undefined) throw missingParameter(key);
    return found.value;
  });
  return { ...renumber(statement, places, keys), keys, values };
}

function missingParameter(key: string): AppError {
  return new AppError("invalidInput", `The parameter ${key} has no value, so nothing was sent.`, {
    hint: "Give it a value, empty text or NULL.",
  });
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly sentStart: number;
  readonly sentEnd: number;
}

/** Blanks fill a number up to the length of what it stands for, so that most texts keep all their offsets. */
function renumber(
  statement: string,
  places: readonly ParameterPlace[],
  keys: readonly string[],
): Pick<BoundStatement, "sql" | "toOriginal"> {
  const edits: Edit[] = [];
  let sql = "";
  let done = 0;
  for (const { key, start, end } of places) {
    sql += statement.slice(done, start);
    const sentStart = sql.length;
    sql += `$${keys.indexOf(key) + 1}`.padEnd(end - start);
    edits.push({ start, end, sentStart, sentEnd: sql.length });
    done = end;
  }
  sql += statement.slice(done);
  const toOriginal = (offset: number) => {
    const edit = edits.findLast(({ sentStart }) => sentStart <= offset);
    if (!edit) return offset;
    return offset < edit.sentEnd ? edit.start : edit.end + offset - edit.sentEnd;
  };
  return { sql, toOriginal };
}
