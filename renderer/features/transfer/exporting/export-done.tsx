import type { ExportReport } from "../../../../shared/transfer/export-model.ts";
import { formatAmount, formatBytes, formatMs } from "../../../ui/display/format.ts";
import { TransferDone, TransferredFile } from "../running/transfer-done.tsx";

/** The files that were written, with their paths to copy. */
export function ExportDone({ report }: { readonly report: ExportReport }) {
  const rows = report.files.reduce((sum, file) => sum + file.rows, 0);
  const files = report.files.length === 1 ? "" : ` in ${formatAmount(report.files.length, "file")}`;
  return (
    <TransferDone
      label="Export finished"
      headline={`${formatAmount(rows, "row")} written${files} in ${formatMs(report.durationMs)}`}
    >
      {report.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {report.files.map((file) => (
        <TransferredFile key={file.path} path={file.path} size={formatBytes(file.bytes)} />
      ))}
    </TransferDone>
  );
}
