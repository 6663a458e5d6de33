import { useState } from "react";
import type { RequestInput } from "../../../../shared/ipc/contracts.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { tableTabId } from "../../../state/tabs.ts";
import type { AskedImport } from "../../../state/transfer-requests.ts";
import { useWorkspace } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import "../exporting/export-dialog.css";
import { FolderPicker } from "../files/folder-picker.tsx";
import { TransferDialog } from "../running/transfer-dialog.tsx";
import { ColumnMapping } from "./column-mapping.tsx";
import { FileDialectFields } from "./file-dialect-fields.tsx";
import { ImportCheck } from "./import-check.tsx";
import "./import-dialog.css";
import { ImportDone } from "./import-done.tsx";
import { ImportWays } from "./import-ways.tsx";
import { NewTableFields } from "./new-table-fields.tsx";
import { useImport } from "./use-import.ts";

interface ImportDialogProps {
  readonly asked: AskedImport;
  readonly onClose: () => void;
}

type ImportInput = RequestInput<"transfer.import">;

const invalidated = ["catalog.table", "catalog.objects", "catalog.schemas", "grid.count", "transfer.folder"] as const;

/** Asks for a file, shows how it is read and what will be sent, and reads it into a table or makes one for it. */
export function ImportDialog({ asked, onClose }: ImportDialogProps) {
  const { name } = asked;
  const form = useImport(asked);
  const { input, file, isNew } = form;
  const operation = useOperation("transfer.import", { invalidates: invalidated });
  const { output } = operation;
  // Nothing is sent whose statements were not shown.
  const [shown, setShown] = useState<string | null>(null);
  const stopped = output?.stopped ?? null;
  const goOn = () => {
    if (input && stopped) operation.start(goingOn(input, stopped.settledRows));
  };
  return (
    <TransferDialog
      title={name === null ? "Import into a new table" : `Import into ${visibleName(name)}`}
      verb="Import"
      operation={operation}
      isReady={input !== null && shown === JSON.stringify(input)}
      onStart={() => input && operation.start(input)}
      onClose={onClose}
      runningNote={form.ways.batches ? "A cancel keeps the batches that are finished, and says how many." : undefined}
      done={output && <ImportDone report={output} isNew={isNew} />}
      nextActions={
        <>
          {stopped && <Button onPress={goOn}>Go on from there</Button>}
          {isNew && input && <OpenTable input={input} onClose={onClose} />}
        </>
      }
    >
      <ErrorPanel error={operation.error} />
      <div className="export-columns">
        <section className="export-place" aria-label="File">
          <FolderPicker
            folder={form.folder.value}
            onFolder={form.folder.set}
            purpose="open"
            onFile={(chosen, folder) => {
              form.path.choose(chosen, folder);
              operation.reset();
            }}
            chosenFile={form.path.value?.split(/[/\\]/).at(-1) ?? null}
          />
          <ErrorPanel error={file.error ?? form.table.error ?? form.proposal.error} isCompact />
          {input && <ImportCheck input={input} onShown={setShown} />}
        </section>
        {file.data ? (
          <section className="export-options" aria-label="How it is read">
            <FileDialectFields dialect={file.data.dialect} onDialect={form.dialect.change} />
            <ImportWays
              batches={form.ways.batches}
              onBatches={form.ways.setBatches}
              onConflict={isNew ? null : form.ways.onConflict}
              onOnConflict={form.ways.setOnConflict}
            />
            <Columns asked={asked} form={form} />
          </section>
        ) : (
          <p className="muted">Choose a file of CSV, TSV or JSON on the left; .gz is unpacked.</p>
        )}
      </div>
    </TransferDialog>
  );
}

/** The rest of the file, into a table that is there by now. */
function goingOn(input: ImportInput, settledRows: number): ImportInput {
  const { newTable: _made, batches, ...target } = input.target;
  return { ...input, target: { ...target, ...(batches ? { batches: { ...batches, skipRows: settledRows } } : {}) } };
}

/** Where the columns of the file go: into those of a table that is there, or into new ones. */
function Columns({ asked, form }: { readonly asked: AskedImport; readonly form: ReturnType<typeof useImport> }) {
  const { mapping, newTable, file, proposal, dialect, isNew } = form;
  const schemas = useRequest("catalog.schemas", { ref: asked.ref }, { enabled: isNew });
  if (!file.data) return null;
  if (!isNew)
    return <ColumnMapping file={file.data} mapping={mapping.value} targets={mapping.targets} onMapping={mapping.set} />;
  if (!proposal.data) return proposal.error ? null : <Skeleton lines={6} />;
  const { dialect: how } = file.data;
  const own = (schemas.data ?? []).filter(({ isSystem, isUsable }) => !isSystem && isUsable);
  return (
    <NewTableFields
      file={file.data}
      schemas={own.length > 0 ? own.map((schema) => schema.name) : [newTable.form.schema]}
      proposal={proposal.data}
      form={newTable.form}
      columns={newTable.columns}
      onForm={newTable.set}
      onNullWord={(nullText) => dialect.change({ ...how, nullText })}
    />
  );
}

function OpenTable({ input, onClose }: { readonly input: ImportInput; readonly onClose: () => void }) {
  const { ref, target } = input;
  const open = () => {
    const { schema, name } = target;
    const id = tableTabId(ref, schema, name);
    useWorkspace.getState().openTab({ kind: "table", id, ref, schema, name, view: "rows", isPreview: false });
    onClose();
  };
  return <Button onPress={open}>Open the table</Button>;
}
