import { useState } from "react";
import type { ChangeRequest } from "../../../../shared/changes/model.ts";
import { type Connection, environments } from "../../../../shared/connections/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { useKeepOperation } from "../../../state/kept-operations.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import { shortHash } from "../rules/short-hash.ts";
import { useRole } from "../use-role.ts";

interface PromoteButtonProps {
  readonly request: ChangeRequest;
  readonly connection: Connection;
}

/** Takes the bytes that were applied here to a connection of a later environment. Nothing where there is none. */
export function PromoteButton({ request, connection }: PromoteButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  const later = useLaterConnections(connection);
  if (later.length === 0) return null;
  return (
    <>
      <Button onPress={() => setIsOpen(true)}>Promote…</Button>
      {isOpen && (
        <PromoteDialog request={request} connection={connection} later={later} onClose={() => setIsOpen(false)} />
      )}
    </>
  );
}

/** Connections of environments that come after this one's, the next environment first. */
function useLaterConnections(connection: Connection): readonly Connection[] {
  const place = (one: Connection) => environments.indexOf(one.environment); // production stands first
  const connections = useRequest("connections.list", {}).data ?? [];
  return connections
    .filter((one) => place(one) < place(connection))
    .sort((left, right) => place(right) - place(left) || left.name.localeCompare(right.name));
}

interface PromoteDialogProps extends PromoteButtonProps {
  readonly later: readonly Connection[];
  readonly onClose: () => void;
}

function PromoteDialog({ request, connection, later, onClose }: PromoteDialogProps) {
  const keep = useKeepOperation();
  const [toId, setToId] = useState<string | null>(later[0]?.id ?? null);
  const to = later.find(({ id }) => id === toId);
  const { role } = useRole(toId ?? connection.id);
  const run = () => {
    if (!to || role === null) return;
    const input = { connectionId: connection.id, id: request.id, role, toConnectionId: to.id };
    // A failure is kept with the operation, which the decision bar shows.
    keep("changes.promote", input, {
      subject: request.id,
      title: `Promoting to ${to.name}`,
      detail: request.title,
    }).catch(() => {});
    onClose();
  };
  return (
    <Dialog
      title="Promote to the next environment"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Not now</Button>
          <Button variant="primary" onPress={run} isDisabled={!to || role === null}>
            Rehearse and submit{role === null ? "" : ` as ${role}`}
          </Button>
        </>
      }
    >
      <p>
        The very bytes that were applied here, from the ledger and not from the folder, are rehearsed on a branch of the
        target where it has branches, and submitted there. That request names <code>{shortHash(request.hash)}</code> of{" "}
        {visibleName(connection.name)} as its origin and needs approvals of its own.
      </p>
      <Select
        label="Target"
        value={toId}
        options={later.map(({ id, name, environment }) => ({ value: id, label: name, description: environment }))}
        onChange={setToId}
      />
    </Dialog>
  );
}
