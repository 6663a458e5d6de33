import type { HistoryStatement } from "../../../shared/migrations/model.ts";
import type { ReadSession } from "../../postgres/session.ts";
import type { MigrationFiles } from "../migration-files.ts";

/** What a tool's table says of one migration. */
export interface HistoryEntry {
  /** As `ToolRecord.key`. */
  readonly key: string;
  /** What it can be called when no file has this key. */
  readonly name: string;
  readonly outcome: "applied" | "failed";
  /** Null where the tool keeps none. */
  readonly checksum: string | null;
  /** ISO 8601 UTC; null where the tool does not say. */
  readonly at: string | null;
  /** What is special about it, for people. */
  readonly note: string | null;
}

/** Where a tool's table is, or would be made. */
export interface HistoryTable {
  readonly schema: string;
  readonly table: string;
  readonly exists: boolean;
  /** Whether the session's role may read it. */
  readonly isReadable: boolean;
}

/**
 * When a row is written. `begin`: before the first statement of a migration that does not fit in one transaction, by
 * itself; `finish`: last in the migration's transaction, or after its last statement; `undo`: the same for the way down.
 */
export type HistoryPhase = "begin" | "finish" | "undo";

/** What is known only when it runs. */
export interface HistoryFacts {
  readonly uuid: string;
  readonly durationMs: number;
}

/** What a statement is about: the migration, and the others of its folder in order. */
export interface HistorySubject {
  readonly migration: MigrationFiles;
  readonly all: readonly MigrationFiles[];
  readonly facts: HistoryFacts;
}

/** A tool's own table: where it is, how it is read, and how its rows are written as the tool writes them. */
export interface ToolHistory {
  /** Name of the table, and the schema it gets where there is none; null for the session's own first schema. */
  readonly table: string;
  readonly schema: string | null;
  /** Columns by which it is told from another tool's table of the same name. */
  readonly columns: readonly string[];
  /** A column that such a table of another tool has; null where none shares the name. */
  readonly notColumn: string | null;
  /** What the tool itself would make, in order. */
  create(table: HistoryTable): readonly string[];
  entries(session: ReadSession, table: HistoryTable, all: readonly MigrationFiles[]): Promise<readonly HistoryEntry[]>;
  /** Idempotent: a statement that ran already changes nothing. */
  statements(table: HistoryTable, phase: HistoryPhase, subject: HistorySubject): readonly HistoryStatement[];
  /** Whether the tool would see at once that a file was changed after it was applied. */
  readonly keepsChecksums: boolean;
}
