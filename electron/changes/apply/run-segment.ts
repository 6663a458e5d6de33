import type { ScriptStatement } from "../../../shared/changes/model.ts";
import type { Segment } from "../../../shared/changes/segments.ts";
import type { QueryResult, WriteSession } from "../../postgres/session.ts";

/** What happens around the statements of a segment. */
export interface SegmentHooks<Statement> {
  before?(statement: Statement): Promise<void>;
  /** Around the sending itself. */
  around?(send: () => Promise<QueryResult>): Promise<QueryResult>;
  /** After a statement; in a transactional segment still inside the transaction. */
  after?(statement: Statement, result: QueryResult): Promise<void>;
  /** Last in the transaction of a transactional segment. */
  beforeCommit?(): Promise<void>;
}

/**
 * Runs the statements of one segment as they stand: in one transaction, or one alone. Statements are messages of their
 * own, never joined. Rejects with the error of the statement or of the COMMIT; then nothing of a transactional segment lasts.
 */
export async function runSegment<Statement extends Pick<ScriptStatement, "sql">>(
  session: WriteSession,
  segment: Segment<Statement>,
  hooks: SegmentHooks<Statement>,
  signal?: AbortSignal,
): Promise<void> {
  const runAll = async () => {
    for (const statement of segment.statements) {
      await hooks.before?.(statement);
      const send = () => session.execute(statement.sql, [], signal ? { signal } : {});
      const result = await (hooks.around ? hooks.around(send) : send());
      await hooks.after?.(statement, result);
    }
  };
  if (!segment.isTransactional) return await runAll();
  await session.transaction(async () => {
    await runAll();
    await hooks.beforeCommit?.();
  });
}

/**
 * Runs `work` without the transactions' time-outs and sets them back. For CONCURRENTLY a lock time-out would hit its
 * wait for old transactions, which blocks nobody, and leave an invalid index behind. `statementTimeoutMs` is its own; 0 is none.
 */
export async function withoutTimeouts<T>(
  session: WriteSession,
  work: () => Promise<T>,
  statementTimeoutMs = 0,
): Promise<T> {
  const names = ["lock_timeout", "statement_timeout"];
  const before = await session.query(
    `SELECT ${names.map((name) => `pg_catalog.current_setting('${name}')`).join(", ")}`,
  );
  const set = (values: readonly (string | null)[]) =>
    session.execute(
      "SELECT pg_catalog.set_config('lock_timeout', $1, false), pg_catalog.set_config('statement_timeout', $2, false)",
      values,
    );
  await set(["0", `${statementTimeoutMs}ms`]);
  const value = await work();
  await set(before.rows[0] ?? ["0", "0"]);
  return value;
}
