import type { ToolHistoryState } from "../../../shared/migrations/model.ts";
import type { ReadSession } from "../../postgres/session.ts";
import type { MigrationFiles } from "../migration-files.ts";
import type { HistoryEntry, ToolHistory } from "./history.ts";
import { findHistoryTable } from "./tables.ts";

/** What a tool's table says: as a whole, and of each migration by its key. */
export interface ReadHistory {
  readonly state: ToolHistoryState;
  readonly entries: ReadonlyMap<string, HistoryEntry>;
}

/** Reads the table of a folder's tool. What the role may not read is said, never taken for empty. */
export async function readHistory(
  session: ReadSession,
  history: ToolHistory | null,
  all: readonly MigrationFiles[],
): Promise<ReadHistory> {
  if (history === null) return { state: { state: "none" }, entries: new Map() };
  const found = await findHistoryTable(session, history);
  const table = `${found.schema}.${found.table}`;
  if (!found.exists) return { state: { state: "absent", table }, entries: new Map() };
  if (!found.isReadable)
    return {
      state: { state: "unreadable", table, message: `The connection's role may not read ${table}.` },
      entries: new Map(),
    };
  const entries = await history.entries(session, found, all);
  return {
    state: { state: "read", table, entries: entries.length },
    entries: new Map(entries.map((entry) => [entry.key, entry])),
  };
}
