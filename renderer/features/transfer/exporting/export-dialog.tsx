import { useCallback, useState } from "react";
import type { ObjectName } from "../../../../shared/databases/model.ts";
import type { ExportSource } from "../../../../shared/transfer/export-model.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import type { AskedExport } from "../../../state/transfer-requests.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { FolderPicker } from "../files/folder-picker.tsx";
import { TransferDialog } from "../running/transfer-dialog.tsx";
import "./export-dialog.css";
import { ExportDone } from "./export-done.tsx";
import { type ExportForm, emptyExportForm, extensionOf, optionsProblem, targetOf } from "./export-form.ts";
import { ExportOptions } from "./export-options.tsx";
import { ExportStatements } from "./export-statements.tsx";
import { TableChoice } from "./table-choice.tsx";

interface ExportDialogProps {
  readonly asked: AskedExport;
  readonly onClose: () => void;
}

/** Asks for format and place, writes the files, and says where they are. */
export function ExportDialog({ asked, onClose }: ExportDialogProps) {
  const [form, setForm] = useState(() => emptyExportForm(asked.title));
  const [tables, setTables] = useState<readonly ObjectName[]>([]);
  const operation = useOperation("transfer.export", { invalidates: ["transfer.folder"] });
  const source: ExportSource = asked.source ?? { kind: "tables", tables: [...tables] };
  const file = targetOf(form, source);
  const isReady = file !== null && optionsProblem(form) === null && (asked.source !== null || tables.length > 0);
  const start = (isReplacing: boolean) => {
    if (file === null) return;
    const { format, options } = form;
    operation.start({ ref: asked.ref, source, format, options, file, isReplacing });
  };
  return (
    <TransferDialog
      title={`Export ${visibleName(asked.title)}`}
      verb="Export"
      operation={operation}
      isReady={isReady}
      onStart={() => start(false)}
      onClose={onClose}
      done={operation.output && <ExportDone report={operation.output} />}
      nextActions={<Button onPress={operation.reset}>Export again</Button>}
    >
      <ErrorPanel
        error={operation.error}
        actions={
          operation.error?.code === "conflict" ? (
            <Button isSmall variant="danger" onPress={() => start(true)}>
              Replace it
            </Button>
          ) : undefined
        }
      />
      <div className="export-columns">
        {asked.source === null && (
          <div className="export-options">
            <TableChoice databaseRef={asked.ref} chosen={tables} onChange={setTables} />
            <Place form={form} isFolder onChange={setForm} />
          </div>
        )}
        <ExportOptions form={form} onChange={setForm} />
        {asked.source !== null && <Place form={form} isFolder={false} onChange={setForm} />}
      </div>
      {isReady && <ExportStatements asked={asked} source={source} form={form} />}
    </TransferDialog>
  );
}

interface PlaceProps {
  readonly form: ExportForm;
  readonly isFolder: boolean;
  readonly onChange: (change: (form: ExportForm) => ExportForm) => void;
}

/** Where it goes: a folder of the computer that Steward runs on, and a name. */
function Place({ form, isFolder, onChange }: PlaceProps) {
  const setFolder = useCallback((folder: string) => onChange((old) => ({ ...old, folder })), [onChange]);
  const setFile = (name: string) => onChange((old) => ({ ...old, stem: name.replace(/(\.[a-z]+)?(\.gz)?$/i, "") }));
  return (
    <section className="export-place" aria-label="Place">
      <FolderPicker
        folder={form.folder}
        onFolder={setFolder}
        onFile={setFile}
        purpose={isFolder ? "folder" : "save"}
        chosenFile={isFolder ? null : form.stem + extensionOf(form)}
      />
      {isFolder ? (
        <p className="muted">Each table becomes a file of its own in this folder: schema.table{extensionOf(form)}</p>
      ) : (
        <div className="export-name">
          <div className="grow">
            <TextField label="File name" value={form.stem} onChange={(stem) => onChange((old) => ({ ...old, stem }))} />
          </div>
          <span className="export-extension">{extensionOf(form)}</span>
        </div>
      )}
    </section>
  );
}
