import { CircleCheck } from "lucide-react";
import { useCallback, useState } from "react";
import type { FileDialect, ImportTarget } from "../../../../shared/transfer/import-model.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import type { AskedImport } from "../../../state/transfer-requests.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { formatAmount, formatMs } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import "../exporting/export-dialog.css";
import { FolderPicker } from "../files/folder-picker.tsx";
import { TransferProgress } from "../running/transfer-progress.tsx";
import { ImportCheck } from "./import-check.tsx";
import "./import-dialog.css";
import { type ColumnMapping, mapColumns } from "../../../../shared/transfer/map-columns.ts";
import { ImportFile } from "./import-file.tsx";

interface ImportDialogProps {
  readonly asked: AskedImport;
  readonly onClose: () => void;
}

/** Asks for a file, shows how it is read and what will be sent, and reads it into the table: all rows or none. */
export function ImportDialog({ asked, onClose }: ImportDialogProps) {
  const { ref, schema, name } = asked;
  const [folder, setFolder] = useState<string | null>(null);
  const [path, setPath] = useState<string | null>(null);
  const [dialect, setDialect] = useState<FileDialect | null>(null);
  const [changed, setChanged] = useState<readonly ColumnMapping[] | null>(null);
  const [onConflict, setOnConflict] = useState<ImportTarget["onConflict"]>("fail");
  const table = useRequest("catalog.table", { ref, schema, name });
  const file = useRequest(
    "transfer.readFile",
    { path: path ?? "", ...(dialect ? { dialect } : {}) },
    { enabled: path !== null, staleMs: 0 },
  );
  const operation = useOperation("transfer.import", { invalidates: ["catalog.table", "grid.count"] });
  const columns = table.data?.columns.state === "readable" ? table.data.columns.value : [];
  const targets = columns.filter(({ generated }) => generated === null).map((column) => column.name);
  const hasNames = file.data ? file.data.dialect.format !== "delimited" || file.data.dialect.hasHeader : false;
  const mapping = changed ?? mapColumns(file.data?.columns ?? [], targets, hasNames);
  const mapped = mapping.flatMap(({ target }, source) => (target === null ? [] : [{ source, target }]));
  const input =
    file.data && path !== null && mapped.length > 0
      ? { ref, path, dialect: file.data.dialect, target: { schema, name, columns: mapped, onConflict } }
      : null;
  const choose = (chosen: string) => {
    if (folder === null) return;
    setPath(`${folder.replace(/[/\\]$/, "")}${folder.includes("\\") ? "\\" : "/"}${chosen}`);
    setDialect(null);
    setChanged(null);
    operation.reset();
  };
  const keepFolder = useCallback((next: string) => setFolder(next), []);
  const { state } = operation;
  return (
    <Dialog
      title={`Import into ${visibleName(name)}`}
      isOpen
      onClose={onClose}
      size="large"
      footer={
        <>
          <Button
            key={state}
            autoFocus={state === "running" || state === "done"}
            onPress={state === "running" ? operation.cancel : onClose}
          >
            {state === "running" ? "Cancel the import" : state === "done" ? "Close" : "Cancel"}
          </Button>
          {state !== "done" && (
            <Button
              variant="primary"
              isDisabled={!input || state === "running"}
              onPress={() => input && operation.start(input)}
            >
              Import
            </Button>
          )}
        </>
      }
    >
      {state === "running" && <TransferProgress title="Importing" progress={operation.progress} />}
      {state === "done" && (
        <Done read={operation.output.rows} written={operation.output.written} ms={operation.output.durationMs} />
      )}
      {(state === "idle" || state === "failed") && (
        <>
          <ErrorPanel error={operation.error} />
          <div className="export-columns">
            <section className="export-place" aria-label="File">
              <FolderPicker
                folder={folder}
                onFolder={keepFolder}
                onFile={choose}
                chosenFile={path?.split(/[/\\]/).at(-1) ?? null}
              />
              <ErrorPanel error={file.error ?? table.error} isCompact />
              {input && <ImportCheck input={input} />}
            </section>
            {file.data ? (
              <ImportFile
                file={file.data}
                onDialect={(next) => {
                  setDialect(next);
                  setChanged(null);
                }}
                mapping={mapping}
                targets={targets}
                onMapping={setChanged}
                onConflict={onConflict}
                onOnConflict={setOnConflict}
              />
            ) : (
              <p className="muted">Choose a file of CSV, TSV or JSON on the left; .gz is unpacked.</p>
            )}
          </div>
        </>
      )}
    </Dialog>
  );
}

function Done({ read, written, ms }: { readonly read: number; readonly written: number; readonly ms: number }) {
  const leftOut = read - written;
  return (
    <section className="export-done" aria-label="Import finished">
      <p className="export-done-head" role="status">
        <CircleCheck aria-hidden className="export-done-icon" />
        {formatAmount(written, "row")} written in {formatMs(ms)}
      </p>
      {leftOut > 0 && <p>{formatAmount(leftOut, "row")} left out: their keys were there already.</p>}
      <p className="muted">Read the rows again to see them.</p>
    </section>
  );
}
