import { useState } from "react";
import type { ImportReport } from "../../../../shared/connections/contract.ts";
import { connectionFileLimits } from "../../../../shared/connections/sharing/connection-file.ts";
import {
  defaultAction,
  type ImportAction,
  type PlannedImport,
} from "../../../../shared/connections/sharing/plan-import.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import { importSummary, reportText } from "./import-words.ts";
import { PlannedImportLine } from "./planned-import-line.tsx";
import "./sharing.css";

/** A file that was looked at, and what is to be done with each of its entries. */
interface Looked {
  readonly text: string;
  readonly planned: readonly PlannedImport[];
  readonly actions: readonly ImportAction[];
}

/** Reads a file of connections: first what it would do, then what was chosen. */
export function ImportConnections({ onClose }: { readonly onClose: () => void }) {
  const [looked, setLooked] = useState<Looked | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const [tooLarge, setTooLarge] = useState<AppError | null>(null);
  const plan = useOperation("connections.planImport");
  const save = useOperation("connections.import", { invalidates: ["connections.list"] });
  const look = async (file: File) => {
    setLooked(null);
    setReport(null);
    save.reset();
    plan.reset();
    setTooLarge(file.size > connectionFileLimits.characters * 4 ? noSuchFile(file.name) : null);
    if (file.size > connectionFileLimits.characters * 4) return;
    const text = await file.text();
    await plan
      .run({ text })
      .then((planned) => setLooked({ text, planned, actions: planned.map(defaultAction) }), shownByState);
  };
  const run = ({ text, actions }: Looked) =>
    save.run({ text, actions: [...actions] }).then((done) => {
      setReport(done);
      setLooked(null);
    }, shownByState);
  const isIdle = looked === null || looked.actions.every((action) => action === "skip");
  return (
    <Dialog
      title="Import connections"
      isOpen
      onClose={onClose}
      footer={
        <>
          <span className="grow sharing-note" role="status">
            {looked ? importSummary(looked.actions) : ""}
          </span>
          <Button onPress={onClose}>{report ? "Close" : "Cancel"}</Button>
          {!report && (
            <Button
              variant="primary"
              isDisabled={isIdle || save.state === "running"}
              onPress={() => looked && void run(looked)}
            >
              Import
            </Button>
          )}
        </>
      }
    >
      <p className="sharing-note">
        A file that Steward exported. It holds no secrets: type a connection’s password the first time you open it,
        unless one is saved already for the same host, port, user and database.
      </p>
      <label className="sharing-file">
        <span className="connection-label">File of connections</span>
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) void look(file);
          }}
        />
      </label>
      <ErrorPanel error={tooLarge ?? plan.error ?? save.error} />
      {looked && looked.planned.length === 0 && <p className="sharing-note">The file holds no connection.</p>}
      {looked && (
        <ul className="sharing-list" aria-label="What the import would do">
          {looked.planned.map((planned, at) => (
            <PlannedImportLine
              key={at}
              planned={planned}
              action={looked.actions[at] ?? "skip"}
              onAction={(action) => setLooked({ ...looked, actions: looked.actions.with(at, action) })}
            />
          ))}
        </ul>
      )}
      {report && (
        <p className="sharing-done" role="status">
          {reportText(report)}
        </p>
      )}
    </Dialog>
  );
}

function noSuchFile(name: string): AppError {
  return new AppError("tooLarge", `${name} is too large for a file of connections.`, {
    hint: "Choose a file that Steward exported.",
  });
}

/** The rejection is also the operation's state, which is shown. */
function shownByState(): void {}
