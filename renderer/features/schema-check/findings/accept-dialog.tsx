import { useState } from "react";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import type { AppError } from "../../../../shared/ipc/app-error.ts";
import type { SchemaFinding } from "../../../../shared/schema-check/model.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { TextArea } from "../../../ui/controls/text-field.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import { ruleTitle } from "../rules/group-findings.ts";
import { useExceptions } from "../use-schema-check.ts";

interface AcceptDialogProps {
  readonly databaseRef: DatabaseRef;
  readonly finding: SchemaFinding;
  readonly onClose: () => void;
}

/** Asks why a finding may stay as it is. */
export function AcceptDialog({ databaseRef, finding, onClose }: AcceptDialogProps) {
  const [reason, setReason] = useState("");
  const [error, setError] = useState<AppError | null>(null);
  const { accept } = useExceptions(databaseRef);
  const save = async () => {
    try {
      await accept(finding, reason.trim());
      onClose();
    } catch (problem) {
      setError(asAppError(problem));
    }
  };
  return (
    <Dialog
      title={`Accept: ${ruleTitle(finding.code)}`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="primary"
            isDisabled={reason.trim().length < 3}
            disabledReason="Say why in a few words first."
            onPress={() => void save()}
          >
            Accept
          </Button>
        </>
      }
    >
      <p>
        <code>{visibleName(finding.subject)}</code> stays as it is, on every branch of this connection. Nothing in the
        database changes; the finding moves to Accepted, from where it can come back.
      </p>
      <TextArea label="Why it may stay" value={reason} onChange={setReason} rows={3} autoFocus isRequired />
      {error && <ErrorPanel error={error} isCompact />}
    </Dialog>
  );
}
