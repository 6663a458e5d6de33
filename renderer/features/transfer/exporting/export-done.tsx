import { CircleCheck } from "lucide-react";
import type { ExportReport } from "../../../../shared/transfer/export-model.ts";
import { CopyButton } from "../../../ui/display/copy-button.tsx";
import { formatAmount, formatBytes, formatMs } from "../../../ui/display/format.ts";

/** The files that were written, with their paths to copy. */
export function ExportDone({ report }: { readonly report: ExportReport }) {
  const rows = report.files.reduce((sum, file) => sum + file.rows, 0);
  const files = report.files.length === 1 ? "" : ` in ${formatAmount(report.files.length, "file")}`;
  return (
    <section className="export-done" aria-label="Export finished">
      <p className="export-done-head" role="status">
        <CircleCheck aria-hidden className="export-done-icon" />
        {formatAmount(rows, "row")} written{files} in {formatMs(report.durationMs)}
      </p>
      {report.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {report.files.map((file) => (
        <div key={file.path} className="export-file">
          <span className="grow export-file-path">{file.path}</span>
          <span className="muted">{formatBytes(file.bytes)}</span>
          <CopyButton text={file.path} label="Copy the path" />
        </div>
      ))}
    </section>
  );
}
