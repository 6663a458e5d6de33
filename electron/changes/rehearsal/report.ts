import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { RehearsalReport } from "../../../shared/changes/model.ts";
import { sha256Hex } from "../../migrations/script-bytes.ts";
import { writeFileAtomically } from "../../storage/atomic-file.ts";
import { withLedgerErrors } from "../ledger/ledger-error.ts";
import { type Target, writeLedger } from "../ledger/target.ts";

/** Closes a report: its hash is that of exactly the text that the ledger keeps. */
export function sealReport(rest: Omit<RehearsalReport, "hash">): { report: RehearsalReport; text: string } {
  const text = JSON.stringify(rest);
  return { report: { ...rest, hash: sha256Hex(text) }, text };
}

/** Keeps a report as a file of its own, named for its hash, which is the sha256 of exactly its bytes. */
export async function keepReportFile(folder: string, { hash }: RehearsalReport, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFileAtomically(join(folder, `${hash}.json`), text);
}

/** Records a report in the ledger of the target, under the acting role. */
export async function recordReport(target: Target, report: RehearsalReport, text: string): Promise<void> {
  const { hash, scriptsSha256, targetIdentity, migrationIds, outcome } = report;
  await withLedgerErrors(() =>
    writeLedger(target, "ledger: rehearsal", (session) =>
      session.execute("SELECT steward.record_rehearsal($1, $2, $3, $4, $5, $6)", [
        hash,
        scriptsSha256,
        targetIdentity,
        migrationIds.join(", "),
        outcome,
        text,
      ]),
    ),
  );
}
