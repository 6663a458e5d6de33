import { LockOpen } from "lucide-react";
import { useState } from "react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { unlockMinutes } from "../../../shared/sessions/model.ts";
import { useEnvironment } from "../../bridge/use-environment.ts";
import { useOperation } from "../../bridge/use-operation.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useAskedUnlock } from "../../state/asked-unlock.ts";
import { Button } from "../../ui/controls/button.tsx";
import { Segmented } from "../../ui/controls/segmented.tsx";
import { TextField } from "../../ui/controls/text-field.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Dialog } from "../../ui/overlays/dialog.tsx";

/** Asks why a locked environment is to be written to, and for how long. */
export function UnlockDialog() {
  const { ref, end } = useAskedUnlock();
  return ref ? <UnlockForm key={JSON.stringify(ref)} databaseRef={ref} onClose={end} /> : null;
}

interface UnlockFormProps {
  readonly databaseRef: DatabaseRef;
  readonly onClose: () => void;
}

function UnlockForm({ databaseRef, onClose }: UnlockFormProps) {
  const { environment } = useEnvironment(databaseRef);
  const connections = useRequest("connections.list", {});
  const connection = connections.data?.find(({ id }) => id === databaseRef.connectionId);
  const name = connection ? `${visibleName(connection.name)} · ${visibleName(connection.database)}` : environment;
  const [reason, setReason] = useState("");
  const [minutes, setMinutes] = useState<string>(String(unlockMinutes.offered[0]));
  const operation = useOperation("sessions.unlock", { invalidates: ["sessions.unlocks"] });
  const isReady = reason.trim().length >= 3 && operation.state !== "running";
  const unlock = () => {
    if (!isReady) return;
    operation
      .run({ ref: databaseRef, reason: reason.trim(), minutes: Number(minutes) })
      .then(onClose)
      .catch(() => undefined); // shown in the dialog, from the operation's state
  };
  return (
    <Dialog
      title={`Unlock writes on ${environment}`}
      isOpen
      onClose={onClose}
      size="small"
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" icon={LockOpen} isDisabled={!isReady} onPress={unlock}>
            Unlock for {minutes} min
          </Button>
        </>
      }
    >
      <p>
        Query tabs on <strong>{name}</strong> may write until the time is over or you lock it again. Statements that
        destroy something still ask first.
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          unlock();
        }}
      >
        <TextField
          label="Reason"
          value={reason}
          onChange={setReason}
          placeholder="INC-2291, or what you are about to do"
          description="Kept with time, connection and your name in a file on this computer, and shown in the statement log."
          autoFocus
        />
      </form>
      <Segmented
        label="For how long"
        value={minutes}
        options={[...unlockMinutes.offered]
          .sort((a, b) => a - b)
          .map((one) => ({ value: String(one), label: `${one} min` }))}
        onChange={setMinutes}
      />
      <ErrorPanel error={operation.error} />
    </Dialog>
  );
}
