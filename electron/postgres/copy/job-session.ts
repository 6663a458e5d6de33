import type { DirectSession } from "../direct-session.ts";
import { toParameterTexts } from "../parameter-values.ts";
import type { JobEvent, JobSession } from "./session-jobs.ts";

const limits = { maxRows: 100_000, maxCellBytes: 1024 * 1024, pageRows: 1_000 };

/** A backend for one job: tells of every statement, and stops with `signal`. */
export function createJobSession(
  direct: DirectSession,
  tell: (event: JobEvent) => void,
  signal: AbortSignal,
): JobSession {
  const observed = async <T>(sql: string, run: () => Promise<T>, rowsOf: (value: T) => number): Promise<T> => {
    const startedAt = performance.now();
    const record = (rows: number, error: string | null) =>
      tell({
        kind: "statement",
        record: { cause: "", sql, durationMs: performance.now() - startedAt, rows, error },
      });
    try {
      const value = await run();
      record(rowsOf(value), null);
      return value;
    } catch (error) {
      record(0, error instanceof Error ? error.message : String(error));
      throw error;
    }
  };
  const countOf = (rows: number) => rows;
  return {
    query: (sql, values = [], options = {}) =>
      observed(
        sql,
        () => {
          const stop = options.signal ?? signal;
          return direct.query(sql, toParameterTexts(values), { ...limits, ...options, signal: stop });
        },
        (result) => result.rowCount,
      ),
    copyOut: (sql, { read, start, signal: own }) => {
      const either = own ? AbortSignal.any([signal, own]) : signal;
      return observed(sql, () => direct.copy(sql, { kind: "out", read }, start, either), countOf);
    },
    copyIn: (sql, chunks) =>
      observed(sql, () => direct.copy(sql, { kind: "in", chunks, signal }, () => undefined, signal), countOf),
  };
}
