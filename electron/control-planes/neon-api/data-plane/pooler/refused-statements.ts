import { scanWords } from "../../../../../shared/sql/scan-words.ts";
import { splitLoosely } from "../../../../../shared/sql/split-loosely.ts";

const suspicious = /\b(listen|load|prepare|hold)\b/i;
/** Longer texts are dumps and inserts; looking through them would cost more than it finds. */
const longestRead = 1_000_000;

/**
 * What of a text needs a session of its own and would be lost with the transaction: `LISTEN`, `LOAD`, SQL's `PREPARE`,
 * a cursor `WITH HOLD`. PgBouncer lets them through and they break later. Null when there is none.
 */
export function findSessionStatement(sql: string): string | null {
  if (sql.length > longestRead || !suspicious.test(sql)) return null;
  for (const { start, end } of splitLoosely(sql)) {
    const words = scanWords(sql.slice(start, end))
      .filter(({ kind }) => kind !== "comment")
      .map(({ kind, text }) => (kind === "name" ? text.toLowerCase() : ""));
    const [first, second] = words;
    if (first === "listen" || first === "load") return first.toUpperCase();
    if (first === "prepare" && second !== "transaction") return "PREPARE";
    if (first === "declare" && words.some((word, at) => word === "with" && words[at + 1] === "hold"))
      return "DECLARE ... WITH HOLD";
  }
  return null;
}

/** A statement that fails in place of the refused one: so the transaction fails too, as it would by any other error. */
export function refusingStatement(what: string): string {
  return `DO $pooler$ BEGIN RAISE EXCEPTION USING ERRCODE = '0A000', MESSAGE = '${what} is not possible through the pooler', HINT = 'A server is lent for one transaction only. Connect to the direct host (without -pooler).'; END $pooler$`;
}
