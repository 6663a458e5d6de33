import type { RehearsalReport } from "../../../shared/changes/model.ts";
import { sha256Hex } from "../../migrations/script-bytes.ts";
import { withLedgerErrors } from "../ledger/ledger-error.ts";
import { type Target, writeLedger } from "../ledger/target.ts";

/** Closes a report: its hash is that of exactly the text that the ledger keeps. */
export function sealReport(rest: Omit<RehearsalReport, "hash">): { report: RehearsalReport; text: string } {
  const text = JSON.stringify(rest);
  return { report: { ...rest, hash: sha256Hex(text) }, text };
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
