import { useState } from "react";
import type { ChangeRequest } from "../../../../shared/changes/model.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { TextArea } from "../../../ui/controls/text-field.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Dialog } from "../../../ui/overlays/dialog.tsx";

const shortest = 20;

interface EmergencyDialogProps {
  readonly request: ChangeRequest;
  readonly role: string;
  readonly onClose: () => void;
}

/** Asks why a change cannot wait; the reason stays in the ledger for good. */
export function EmergencyDialog({ request, role, onClose }: EmergencyDialogProps) {
  const declare = useOperation("changes.declareEmergency", { invalidates: ["changes.read", "changes.list"] });
  const [reason, setReason] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const problem = reason.trim().length < shortest ? `Say it in at least ${shortest} characters.` : null;
  const run = () => {
    setIsAsked(true);
    if (problem !== null) return;
    const { connectionId, id, hash } = request;
    // A failure is shown by the operation's state.
    declare.run({ connectionId, id, role, expectedHash: hash, reason: reason.trim() }).then(onClose, () => {});
  };
  return (
    <Dialog
      title="Declare an emergency?"
      isOpen
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Keep to the policy</Button>
          <Button variant="danger" onPress={run} isDisabled={declare.state === "running"}>
            Declare as {role}
          </Button>
        </>
      }
    >
      <p>
        For four hours freezes, the allowed class and the rehearsal's age do not count for this request, and one
        approval by another person is enough. Everybody who reads the ledger sees who declared it, and why.
      </p>
      <TextArea
        label="Why it cannot wait"
        value={reason}
        onChange={setReason}
        rows={3}
        error={isAsked ? problem : null}
        autoFocus
      />
      <ErrorPanel error={declare.error} isCompact />
    </Dialog>
  );
}
