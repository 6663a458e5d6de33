import type { MigrationState } from "../../../shared/changes/model.ts";
import { migrationProgress } from "../../../shared/changes/request-state.ts";
import type { ToolHistoryState } from "../../../shared/migrations/model.ts";
import type { HistoryEntry } from "../../migrations/history/history.ts";
import type { MigrationFiles } from "../../migrations/migration-files.ts";
import { sha256Hex } from "../../migrations/script-bytes.ts";
import type { Run } from "../ledger/read-runs.ts";

/** What is known of a migration: its files, Steward's runs of it (oldest first), and what its tool's table says. */
export interface Known {
  readonly file: MigrationFiles;
  readonly runs: readonly Run[];
  readonly entry: HistoryEntry | undefined;
  readonly history: ToolHistoryState;
  readonly toolName: string;
  /** Whether one that comes later is applied. */
  readonly isPassed: boolean;
}

/** Where a migration stands, and what there is to say about it. */
export interface Standing {
  readonly state: MigrationState;
  readonly note: string | null;
}

/** The run that applied a migration last. */
export function lastApplied(runs: readonly Run[]): Run | undefined {
  return runs.findLast((run) => run.direction === "up" && run.outcome === "done");
}

/** Whether a migration is applied, as far as the ledger and the tool's table know. */
export function isKnownApplied({ runs, entry }: Pick<Known, "runs" | "entry">): boolean {
  return entry?.outcome === "applied" || migrationProgress(runs).isApplied;
}

/**
 * Joins the two records. Steward's own unfinished run comes first: only it can be continued. The tool's table then
 * counts before the ledger, which does not see what the tool did since; where they differ, the note says so.
 */
export function standingOf(known: Known): Standing {
  const { runs, entry, history, toolName } = known;
  const { isApplied, unfinished } = migrationProgress(runs);
  if (unfinished !== null) return { state: "unfinished", note: null };
  if (history.state === "unreadable") return { state: isApplied ? "applied" : "unknown", note: history.message };
  if (entry?.outcome === "failed") return { state: "failed", note: entry.note };
  if (entry) return appliedByTool(known, entry);
  if (isApplied && history.state !== "none") {
    if (known.file.record === null) return { state: "applied", note: null };
    const note = `Steward applied it, and ${toolName}'s table does not have it: ${toolName} would run it again.`;
    return { state: "applied", note };
  }
  if (isApplied) return { state: isSameAsApplied(known) ? "applied" : "changed", note: null };
  const isLate = known.isPassed && known.file.record?.isRepeatable !== true;
  return { state: isLate ? "outOfOrder" : "pending", note: null };
}

function appliedByTool(known: Known, entry: HistoryEntry): Standing {
  const { record } = known.file;
  const isSame =
    record === null || entry.checksum === null || record.checksum === null
      ? null
      : entry.checksum === record.checksum || record.sameChecksums.includes(entry.checksum);
  if (isSame === false && record?.isRepeatable)
    return { state: "pending", note: `It was changed since it ran; ${known.toolName} runs it again.` };
  if (isSame === false) return { state: "changed", note: entry.note };
  // A tool without checksums cannot tell; where Steward applied it, the ledger can.
  if (isSame === null && lastApplied(known.runs) && migrationProgress(known.runs).isApplied && !isSameAsApplied(known))
    return { state: "changed", note: entry.note };
  return { state: "applied", note: entry.note };
}

function isSameAsApplied({ file, runs }: Known): boolean {
  const applied = lastApplied(runs);
  const down = file.down === null ? null : sha256Hex(file.down);
  return applied?.upSha256 === sha256Hex(file.up) && applied.downSha256 === down;
}
