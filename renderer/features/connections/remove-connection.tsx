import type { Connection } from "../../../shared/connections/model.ts";
import { useOperation } from "../../bridge/use-operation.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { Button } from "../../ui/controls/button.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Dialog } from "../../ui/overlays/dialog.tsx";

interface RemoveConnectionProps {
  readonly connection: Connection;
  readonly onClose: () => void;
}

/** Asks before a connection's details are forgotten. */
export function RemoveConnection({ connection, onClose }: RemoveConnectionProps) {
  const remove = useOperation("connections.remove", { invalidates: ["connections.list"] });
  const chosenId = useWorkspace((workspace) => workspace.connectionId);
  const select = useWorkspace((workspace) => workspace.selectConnection);
  const openTabs = useWorkspace((workspace) => workspace.tabs).filter((tab) => tab.ref.connectionId === connection.id);
  const run = () =>
    remove.run({ id: connection.id }).then(
      () => {
        if (chosenId === connection.id) select(null);
        onClose();
      },
      // The rejection is also the operation's state, which is shown below.
      () => {},
    );
  return (
    <Dialog
      title={`Remove ${visibleName(connection.name)}?`}
      isOpen
      onClose={onClose}
      size="small"
      footer={
        <>
          <Button onPress={onClose}>Keep it</Button>
          <Button variant="danger" isDisabled={remove.state === "running"} onPress={() => void run()}>
            Remove the connection
          </Button>
        </>
      }
    >
      <p>
        {connection.target.kind === "project"
          ? "Steward forgets its details. The project, its branches and the account stay as they are."
          : "Steward forgets its details and its password. The database itself is not touched."}
        {openTabs.length > 0 &&
          ` ${openTabs.length === 1 ? "One open tab uses it" : `${openTabs.length} open tabs use it`}.`}
      </p>
      <ErrorPanel error={remove.error} />
    </Dialog>
  );
}
