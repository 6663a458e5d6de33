import type { ImportReport } from "../../../../shared/transfer/import-model.ts";
import { formatAmount, formatMs } from "../../../ui/display/format.ts";
import { TransferDone, TransferredFile } from "../running/transfer-done.tsx";

/** What an import did: every row that was read is written, refused or left out. */
export function ImportDone({ report, isNew }: { readonly report: ImportReport; readonly isNew: boolean }) {
  const { rows, written, refused, refusedFile, stopped, durationMs } = report;
  const leftOut = rows - written - refused;
  const headline = `${formatAmount(written, "row")} written in ${formatMs(durationMs)}`;
  return (
    <TransferDone
      label={stopped ? "Import stopped" : "Import finished"}
      isStopped={stopped !== null}
      headline={stopped ? `Stopped: ${headline}` : headline}
    >
      {stopped && (
        <p>
          {stopped.code === "cancelled" ? "You cancelled it." : stopped.message} {stopped.hint}
        </p>
      )}
      {stopped && (
        <p>
          The first {formatAmount(stopped.settledRows, "row")} of the file are done with.
          {stopped.code === "outcomeUnknown" ? "" : " Nothing after them was written."}
        </p>
      )}
      {leftOut > 0 && <p>{formatAmount(leftOut, "row")} left out: their keys were there already.</p>}
      {refused > 0 && <p>{formatAmount(refused, "row")} refused. This file has them, with line and reason:</p>}
      {refusedFile && <TransferredFile path={refusedFile} />}
      {!isNew && <p className="muted">Read the rows again to see them.</p>}
    </TransferDone>
  );
}
