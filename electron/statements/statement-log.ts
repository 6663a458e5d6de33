import type { DatabaseRef } from "../../shared/databases/model.ts";
import type { LoggedStatement } from "../../shared/ipc/topics.ts";
import { redactSecrets } from "../../shared/sql/redact-secrets.ts";
import type { statementsContract } from "../../shared/statements/contract.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { StatementRecord } from "../postgres/session.ts";

const keptStatements = 2000;
const keptCharacters = 20_000;

/** Everything that Steward sent, for the statement log: the last 2,000, in memory only. */
export class StatementLog {
  private readonly entries: LoggedStatement[] = [];
  private readonly announce: (entry: LoggedStatement) => void;
  private readonly redact: (text: string) => string;
  private sequence = 0;

  constructor(announce: (entry: LoggedStatement) => void, redact: (text: string) => string) {
    this.announce = announce;
    this.redact = redact;
  }

  add(ref: DatabaseRef, record: StatementRecord): void {
    const entry: LoggedStatement = {
      sequence: ++this.sequence,
      at: new Date(Date.now() - record.durationMs).toISOString(),
      connectionId: ref.connectionId,
      branchId: ref.branchId ?? null,
      cause: record.cause,
      sql: this.redact(redactSecrets(shorten(record.sql))),
      durationMs: record.durationMs,
      rows: record.rows,
      error: record.error === null ? null : this.redact(record.error),
    };
    this.entries.push(entry);
    if (this.entries.length > keptStatements) this.entries.splice(0, this.entries.length - keptStatements);
    this.announce(entry);
  }

  /** The newest `limit` entries, newest last. */
  list(connectionId: string | null, limit: number): readonly LoggedStatement[] {
    const chosen =
      connectionId === null ? this.entries : this.entries.filter((entry) => entry.connectionId === connectionId);
    return chosen.slice(-limit);
  }
}

/** Answers the requests about the statement log. */
export function createStatementsHandlers(log: StatementLog): Handlers<typeof statementsContract> {
  return { "statements.list": async ({ connectionId, limit }) => log.list(connectionId, limit) };
}

function shorten(sql: string): string {
  return sql.length <= keptCharacters ? sql : `${sql.slice(0, keptCharacters)} … (${sql.length} characters)`;
}
