import type { DatabaseRef } from "../../shared/databases/model.ts";
import type { ValueVerdict } from "../../shared/edits/model.ts";
import { whyTooLong } from "../../shared/edits/value-length.ts";
import { type AppError, isAppError } from "../../shared/ipc/app-error.ts";
import type { Databases } from "../postgres/databases.ts";
import { columnOf, withParameters } from "./change-sql.ts";
import type { WritableTable } from "./read-table.ts";

/** A text that is to be stored in a column. */
interface StagedText {
  readonly column: string;
  readonly text: string;
}

/** What the verdicts are asked with. */
export interface ValueCheck {
  readonly databases: Databases;
  readonly ref: DatabaseRef;
  readonly table: WritableTable;
  readonly signal: AbortSignal;
}

/** A select list takes no more than 1,664. */
const atOnce = 500;
/** After so many refusals nothing more is asked for: each costs a transaction or several. */
const maxRefusals = 25;
const shownBytes = 4 * 1024;

/**
 * Casts texts to the types of their columns, domains and their CHECKs included, in READ ONLY transactions of the user's own
 * search path, as a commit would. All at once; where one is refused, by halves, so every server version can be asked. Throws
 * what is no refusal of a value.
 */
export async function checkValues(check: ValueCheck, values: readonly StagedText[]): Promise<readonly ValueVerdict[]> {
  const verdicts: ValueVerdict[] = [];
  for (let at = 0; at < values.length; at += atOnce) {
    const refusals = verdicts.filter(({ kind }) => kind === "refused").length;
    verdicts.push(...(await checkPart(check, values.slice(at, at + atOnce), { left: maxRefusals - refusals })));
  }
  return verdicts;
}

async function checkPart(
  check: ValueCheck,
  values: readonly StagedText[],
  patience: { left: number },
): Promise<readonly ValueVerdict[]> {
  if (patience.left <= 0) return values.map(() => ({ kind: "unknown" }));
  const answer = await tryCast(check, values);
  if (!isAppError(answer)) return answer.map((stored, index) => verdictOn(check, values[index], stored ?? ""));
  if (values.length <= 1) {
    patience.left -= 1;
    return values.map(() => ({ kind: "refused", message: answer.message }));
  }
  const middle = Math.ceil(values.length / 2);
  const first = await checkPart(check, values.slice(0, middle), patience);
  return [...first, ...(await checkPart(check, values.slice(middle), patience))];
}

/** The server's texts of the values, or why it refused one of them. */
async function tryCast(
  { databases, ref, table, signal }: ValueCheck,
  values: readonly StagedText[],
): Promise<readonly (string | null)[] | AppError> {
  const statement = withParameters(
    (bind) => `SELECT ${values.map(({ column, text }) => bind(text, columnOf(table, column))).join(", ")}`,
  );
  try {
    const answer = await databases.read(
      ref,
      "edits: check",
      (session) => session.query(statement.sql, statement.values, { maxCellBytes: shownBytes }),
      { signal, searchPath: "user" },
    );
    return answer.rows[0] ?? [];
  } catch (error) {
    if (isAppError(error, "sql")) return error;
    throw error;
  }
}

/** The casts know nothing of a column's length, because a cast to it would cut. */
function verdictOn({ table }: ValueCheck, value: StagedText | undefined, stored: string): ValueVerdict {
  const why = value ? whyTooLong(columnOf(table, value.column).type, value.text) : null;
  return why === null ? { kind: "fits", stored } : { kind: "refused", message: why };
}
