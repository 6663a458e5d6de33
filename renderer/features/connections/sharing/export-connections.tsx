import { useState } from "react";
import type { Connection } from "../../../../shared/connections/model.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { saveTextFile } from "../../../ui/files/save-text-file.ts";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import { connectionPlace } from "../rules/group-connections.ts";
import "./sharing.css";

interface ExportConnectionsProps {
  readonly connections: readonly Connection[];
  readonly onClose: () => void;
}

/** Chooses saved connections and writes them into a file, without their secrets. */
export function ExportConnections({ connections, onClose }: ExportConnectionsProps) {
  const saved = connections.filter(({ isSample, target }) => !isSample && target.kind === "server");
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const [done, setDone] = useState<readonly string[] | null>(null);
  const write = useOperation("connections.export");
  const ids = saved.map(({ id }) => id).filter((id) => !leftOut.has(id));
  const run = () =>
    write.run({ ids }).then(({ text, withoutOptions }) => {
      saveTextFile("steward-connections.json", text);
      setDone(withoutOptions);
    }, shownByState);
  const choose = (id: string, isChosen: boolean) => {
    const next = new Set(leftOut);
    if (isChosen) next.delete(id);
    else next.add(id);
    setLeftOut(next);
    setDone(null);
  };
  return (
    <Dialog
      title="Export connections"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{done ? "Close" : "Cancel"}</Button>
          <Button
            variant="primary"
            isDisabled={ids.length === 0 || write.state === "running"}
            onPress={() => void run()}
          >
            {ids.length === 1 ? "Save 1 connection" : `Save ${ids.length} connections`}
          </Button>
        </>
      }
    >
      <p className="sharing-note">
        A JSON file with places, roles, encryption, tunnels and time-outs. Passwords and passphrases are never in it;
        certificates and keys are named by their paths only.
      </p>
      <ul className="sharing-list" aria-label="Connections to export">
        {saved.map((connection) => (
          <li key={connection.id}>
            <Checkbox
              isSelected={!leftOut.has(connection.id)}
              onChange={(isChosen) => choose(connection.id, isChosen)}
              description={visibleName(connectionPlace(connection))}
            >
              {visibleName(connection.name)}
            </Checkbox>
          </li>
        ))}
      </ul>
      <ErrorPanel error={write.error} />
      {done && (
        <p className="sharing-done" role="status">
          steward-connections.json was made.
          {done.length > 0 &&
            ` Left out, because they name a secret: the server options of ${done.map(visibleName).join(", ")}.`}
        </p>
      )}
    </Dialog>
  );
}

/** The rejection is also the operation's state, which is shown. */
function shownByState(): void {}
