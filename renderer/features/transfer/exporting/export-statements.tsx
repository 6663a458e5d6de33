import { useState } from "react";
import type { ExportSource } from "../../../../shared/transfer/export-model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import type { AskedExport } from "../../../state/transfer-requests.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { SentSql } from "../running/sent-sql.tsx";
import type { ExportForm } from "./export-form.ts";

interface ExportStatementsProps {
  readonly asked: AskedExport;
  readonly source: ExportSource;
  readonly form: ExportForm;
}

/** What will be sent, for who wants to see it before. */
export function ExportStatements({ asked, source, form }: ExportStatementsProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { format, options } = form;
  const preview = useRequest(
    "transfer.previewExport",
    { ref: asked.ref, source, format, options },
    { enabled: isOpen },
  );
  return (
    <details className="export-details" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>What will be sent</summary>
      <ErrorPanel error={preview.error} isCompact />
      {preview.data && <SentSql statements={["BEGIN … READ ONLY", ...preview.data.statements]} />}
      {asked.source?.kind === "query" && (
        <p className="muted">The statement runs again, in a read-only session of its own.</p>
      )}
    </details>
  );
}
