import { randomUUID } from "node:crypto";
import type { Direction } from "../../../shared/changes/model.ts";
import { sha256Hex } from "../../migrations/script-bytes.ts";
import type { WriteSession } from "../../postgres/session.ts";
import { withLedgerErrors } from "../ledger/ledger-error.ts";
import type { PreparedStatement } from "../script/prepare-script.ts";

/** How a statement went, as the ledger takes it. */
export interface StatementRecord {
  readonly statement: PreparedStatement;
  readonly state: "started" | "done" | "failed";
  readonly durationMs?: number;
  readonly rows?: number;
  readonly error?: string;
}

/** Which run the rows belong to. */
export interface RunStart {
  readonly requestId: string;
  readonly migrationId: string;
  readonly direction: Direction;
}

/** Begins an application, on the session that holds the apply lock: the ledger checks approval, hash and target. */
export async function startRun(
  session: WriteSession,
  { requestId, migrationId, direction }: RunStart,
): Promise<string> {
  const id = randomUUID();
  const values = [id, requestId, migrationId, direction];
  await withLedgerErrors(() => session.execute("SELECT steward.start_application($1, $2, $3, $4)", values));
  return id;
}

/** Writes statement rows through `session`; inside its transaction, if it is in one. */
export async function recordStatements(
  session: WriteSession,
  runId: string,
  records: readonly StatementRecord[],
): Promise<void> {
  const rows = records.map(({ statement, ...record }) => ({
    index: statement.index,
    isTransactional: statement.isTransactional,
    sha256: sha256Hex(statement.sql),
    ...record,
  }));
  await withLedgerErrors(() =>
    session.execute("SELECT steward.record_statements($1, $2)", [runId, JSON.stringify(rows)]),
  );
}

/** How a run ended. */
export interface RunEnd {
  readonly outcome: "done" | "failed" | "cancelled";
  readonly failedStatement: number | null;
  readonly error: string | null;
}

/** Ends an application. */
export async function endRun(session: WriteSession, runId: string, end: RunEnd): Promise<void> {
  const values = [runId, end.outcome, end.failedStatement, end.error];
  await withLedgerErrors(() => session.execute("SELECT steward.end_application($1, $2, $3, $4)", values));
}
