import type { JobSession } from "../../postgres/copy/session-jobs.ts";

/** What the engine asks of a client of `pg`, over a session of ours. */
export interface TypedReader {
  query(sql: string): Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>;
}

const limits = { maxRows: 0, maxCellBytes: 256 * 1024 * 1024, cause: "comparison: schema" };
const numbers = new Set([21, 23, 26, 700, 701]);
const documents = new Set([114, 3802]);
/** bool[], "char"[], name[], int2[], int4[], text[], bpchar[], varchar[], oid[]: element types by array type. */
const arrays: Readonly<Record<number, number>> = {
  1000: 16,
  1002: 18,
  1003: 19,
  1005: 21,
  1007: 23,
  1009: 25,
  1014: 1042,
  1015: 1043,
  1028: 26,
};

/**
 * Answers the engine's catalog queries in the types that it expects of its driver. The transaction is ours: its own
 * words for one are swallowed, so that its reading and ours are of one moment.
 */
export function createTypedReader(session: JobSession): TypedReader {
  return {
    query: async (sql) => {
      if (/^\s*(BEGIN|COMMIT|ROLLBACK)\b/i.test(sql)) return { rows: [] };
      const { columns, rows } = await session.query(sql, [], limits);
      return {
        rows: rows.map((row) =>
          Object.fromEntries(columns.map(({ name, typeOid }, at) => [name, readValue(row[at] ?? null, typeOid)])),
        ),
      };
    },
  };
}

/** A value as node-postgres gives it; int8 and numeric stay text. */
export function readValue(text: string | null, typeOid: number): unknown {
  if (text === null) return null;
  if (typeOid === 16) return text === "t";
  if (numbers.has(typeOid)) return Number(text);
  if (documents.has(typeOid)) return JSON.parse(text);
  const element = arrays[typeOid];
  return element === undefined ? text : readArray(text).map((part) => readValue(part, element));
}

/** The elements of a one-dimensional array in the server's text. */
function readArray(text: string): (string | null)[] {
  const elements: (string | null)[] = [];
  const pattern = /"((?:[^"\\]|\\.)*)"|([^,{}"]+)/gs;
  for (const [, quoted, plain] of text.matchAll(pattern)) {
    if (quoted !== undefined) elements.push(quoted.replace(/\\(.)/gs, "$1"));
    else elements.push(plain === "NULL" ? null : (plain ?? ""));
  }
  return elements;
}
