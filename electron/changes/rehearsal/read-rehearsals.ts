import type { RehearsalReport, RehearsalSummary } from "../../../shared/changes/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { sha256Hex } from "../../migrations/script-bytes.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { isoTime, readRows } from "../ledger/rows.ts";

/** The rehearsals that the ledger holds, newest first. */
export async function readRehearsals(session: ReadSession, limit: number): Promise<readonly RehearsalSummary[]> {
  const rows = await readRows<Omit<RehearsalSummary, "migrationIds"> & { readonly migrationIds: string }>(
    session,
    `SELECT h.hash, ${isoTime("h.at")} AS at, h.person, h.outcome, h.scripts_sha256 AS "scriptsSha256",
       h.migration_ids AS "migrationIds" FROM steward.rehearsal h ORDER BY h.at DESC LIMIT $1`,
    [limit],
  );
  return rows.map((row) => ({ ...row, migrationIds: row.migrationIds.split(", ") }));
}

/** One report as it was recorded. Rejects with `notFound`, and with `refused` when its text is not what its hash says. */
export async function readRehearsal(session: ReadSession, hash: string): Promise<RehearsalReport> {
  const { rows } = await session.query("SELECT report FROM steward.rehearsal WHERE hash = $1", [hash], {
    maxCellBytes: 512 * 1024 * 1024,
  });
  const text = rows[0]?.[0];
  if (text === undefined || text === null)
    throw new AppError("notFound", "The ledger has no such rehearsal.", { hint: "Rehearse again." });
  if (sha256Hex(text) !== hash)
    throw new AppError("refused", "The report is not the one that was recorded: its hash differs.", {
      hint: "Verify the ledger, and rehearse again.",
    });
  // Its hash says that it is a text which `sealReport` made.
  return { ...(JSON.parse(text) as Omit<RehearsalReport, "hash">), hash };
}
