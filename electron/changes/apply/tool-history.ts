import type { Direction } from "../../../shared/changes/model.ts";
import type { MigrationBytes } from "../../migrations/script-bytes.ts";
import type { WriteSession } from "../../postgres/session.ts";

/** The table in which a migration tool keeps what it applied, kept right while Steward applies in its place. */
export interface ToolHistory {
  /**
   * Writes that all statements of a migration's direction are done, on the session that applied them, as the owner. Called
   * before the ledger's own end row, so it may be called again after a crash: writing twice must be the same as once.
   */
  record(session: WriteSession, migration: MigrationBytes, direction: Direction): Promise<void>;
}
