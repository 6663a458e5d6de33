import type { ChangeRequest } from "../../../../shared/changes/model.ts";
import type { Connection } from "../../../../shared/connections/model.ts";
import { useEnvironment } from "../../../bridge/use-environment.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { ConfirmByName } from "../../../ui/overlays/confirm-by-name.tsx";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import { useTargetName } from "../changes-view.ts";
import { revealHidden } from "../rules/reveal-hidden.ts";
import "./decision-bar.css";

interface RollBackDialogProps {
  readonly request: ChangeRequest;
  readonly connection: Connection;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Shows the down scripts before they run; where the environment is locked the connection's name must be typed. */
export function RollBackDialog({ request, connection, onClose, onConfirm }: RollBackDialogProps) {
  const targetName = useTargetName(connection);
  const { guard } = useEnvironment({ connectionId: connection.id });
  const content = (
    <>
      <p>These down scripts run on {targetName}, last first. Rows that were written into what they drop are lost.</p>
      <div className="decision-scripts">
        {[...request.migrations].reverse().map((migration) => (
          <div key={migration.id}>
            <b className="mono">{migration.id}</b>
            <SqlText sql={revealHidden(migration.downSql ?? "")} />
          </div>
        ))}
      </div>
    </>
  );
  if (guard === "locked")
    return (
      <ConfirmByName
        title={`Roll back on ${connection.environment}?`}
        isOpen
        onClose={onClose}
        name={connection.name}
        confirmLabel="Roll back"
        onConfirm={onConfirm}
      >
        {content}
      </ConfirmByName>
    );
  return (
    <Dialog
      title={`Roll back on ${connection.environment}?`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Keep it applied</Button>
          <Button variant="danger" onPress={onConfirm}>
            Roll back
          </Button>
        </>
      }
    >
      {content}
    </Dialog>
  );
}
