import { useState } from "react";
import type { ConnectionTest } from "../../../shared/connections/contract.ts";
import type { Connection } from "../../../shared/connections/model.ts";
import { useOperation } from "../../bridge/use-operation.ts";
import { Button } from "../../ui/controls/button.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Dialog } from "../../ui/overlays/dialog.tsx";
import { ConnectionFields } from "./connection-fields.tsx";
import { ConnectionTestResult } from "./connection-test-result.tsx";
import { FoundConnections } from "./found-connections.tsx";
import { type ConnectionForm, emptyForm, formOf, formProblems, toFields } from "./rules/connection-form.ts";

interface ConnectionDialogProps {
  /** The connection to change; null for a new one. */
  readonly connection: Connection | null;
  readonly onClose: () => void;
  /** Goes on to the Neon accounts instead. */
  readonly onAccounts: () => void;
  readonly onSaved: (connection: Connection) => void;
}

/** Adds or changes a connection to a server. A saved password is never shown; an empty field keeps it. */
export function ConnectionDialog({ connection, onClose, onAccounts, onSaved }: ConnectionDialogProps) {
  const [form, setForm] = useState<ConnectionForm>(() => (connection && formOf(connection)) ?? emptyForm);
  const [isAsked, setIsAsked] = useState(false);
  const [found, setFound] = useState<ConnectionTest | null>(null);
  const test = useOperation("connections.test");
  const save = useOperation("connections.save", { invalidates: ["connections.list"] });
  const problems = formProblems(form);
  const isComplete = Object.keys(problems).length === 0;
  const id = connection?.id ?? null;

  const change = (next: ConnectionForm) => {
    setForm(next);
    setFound(null);
    test.cancel();
    test.reset();
  };
  const runTest = () => {
    setIsAsked(true);
    setFound(null);
    if (isComplete) test.run({ id, fields: toFields(form) }).then(setFound, shownByState);
  };
  const runSave = () => {
    setIsAsked(true);
    if (isComplete) save.run({ id, fields: toFields(form) }).then(onSaved, shownByState);
  };

  return (
    <Dialog
      title={connection ? `Change ${connection.name}` : "Add a connection"}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={runTest} isDisabled={test.state === "running"}>
            {test.state === "running" ? "Testing" : "Test"}
          </Button>
          <span className="grow" />
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" onPress={runSave} isDisabled={save.state === "running"}>
            {connection ? "Save changes" : "Add connection"}
          </Button>
        </>
      }
    >
      {connection === null && <FoundConnections onAdopted={onSaved} />}
      <ConnectionFields
        form={form}
        problems={isAsked ? problems : {}}
        isNew={connection === null}
        onChange={change}
        onAccounts={onAccounts}
      />
      <ConnectionTestResult
        test={test}
        found={found}
        form={form}
        hasSavedPassword={connection !== null}
        onTestAgain={runTest}
      />
      <ErrorPanel error={save.error} />
    </Dialog>
  );
}

/** The rejection is also the operation's state, which the dialog shows. */
function shownByState(): void {}
