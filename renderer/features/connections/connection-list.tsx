import { Check, Cloud, Download, Palette, Pencil, Plus, Trash2, Upload } from "lucide-react";
import type { Connection } from "../../../shared/connections/model.ts";
import { readNeonHost } from "../../../shared/connections/neon-host.ts";
import type { AppError } from "../../../shared/ipc/app-error.ts";
import { Button, IconButton } from "../../ui/controls/button.tsx";
import { Badge } from "../../ui/display/badge.tsx";
import { EnvironmentBadge } from "../../ui/display/environment-badge.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import "./connection-chip.css";
import { LockedPasswords } from "./fields/passphrase-field.tsx";
import { connectionPlace, groupConnections } from "./rules/group-connections.ts";
import { tlsModeText, tlsWarning } from "./rules/tls-modes.ts";

interface ConnectionListProps {
  readonly connections: readonly Connection[] | undefined;
  readonly error: AppError | null;
  readonly chosenId: string | null;
  readonly onChoose: (connection: Connection) => void;
  readonly onAdd: () => void;
  readonly onImport: () => void;
  readonly onExport: () => void;
  readonly onAccounts: () => void;
  readonly onEnvironments: () => void;
  readonly onChange: (connection: Connection) => void;
  readonly onRemove: (connection: Connection) => void;
}

/** All connections by environment, with what can be done to each. */
export function ConnectionList(props: ConnectionListProps) {
  const { connections, error } = props;
  if (error) return <ErrorPanel error={error} />;
  if (!connections) return <Skeleton lines={3} />;
  return (
    <>
      <LockedPasswords />
      {connections.length === 0 && (
        <p className="connection-list-empty">
          No connection yet. Add one by its URL or its fields; the password stays on this machine.
        </p>
      )}
      {groupConnections(connections).map((group) => (
        <section key={group.environment} className="connection-group" aria-label={group.environment}>
          <EnvironmentBadge environment={group.environment} />
          <ul>
            {group.connections.map((connection) => (
              <ConnectionLine key={connection.id} connection={connection} {...props} />
            ))}
          </ul>
        </section>
      ))}
      <div className="connection-list-actions">
        <Button icon={Plus} onPress={props.onAdd}>
          Add a connection
        </Button>
        <Button icon={Cloud} onPress={props.onAccounts}>
          Neon accounts
        </Button>
        <span className="grow" />
        <IconButton label="Colours and guards of environments" icon={Palette} onPress={props.onEnvironments} />
        <IconButton label="Import connections" icon={Upload} onPress={props.onImport} />
        <IconButton
          label="Export connections"
          icon={Download}
          isDisabled={!connections.some(({ isSample, target }) => !isSample && target.kind === "server")}
          onPress={props.onExport}
        />
      </div>
    </>
  );
}

function ConnectionLine(props: ConnectionListProps & { readonly connection: Connection }) {
  const { connection, chosenId } = props;
  const isChosen = connection.id === chosenId;
  const { target } = connection;
  const weakness =
    target.kind === "server" && tlsWarning(target.tls, target.host) !== null ? tlsModeText(target.tls).badge : null;
  return (
    <li className="connection-line" data-chosen={isChosen}>
      <button
        type="button"
        className="connection-line-choose"
        aria-current={isChosen ? "true" : undefined}
        onClick={() => props.onChoose(connection)}
      >
        <span className="connection-line-mark">
          {isChosen && <Check aria-hidden className="connection-chip-icon" />}
        </span>
        <span className="connection-line-text">
          <span className="connection-line-name">
            <span className="cut">{visibleName(connection.name)}</span>
            {connection.isSample && <Badge tone="accent">sample</Badge>}
            {target.kind === "server" && readNeonHost(target.host)?.isPooled && <Badge>pooled</Badge>}
            {weakness !== null && <Badge tone="warning">{weakness}</Badge>}
          </span>
          <span className="connection-line-place cut">{visibleName(connectionPlace(connection))}</span>
        </span>
      </button>
      {!connection.isSample && (
        <IconButton
          label={`Change ${connection.name}`}
          icon={Pencil}
          isSmall
          onPress={() => props.onChange(connection)}
        />
      )}
      {!connection.isSample && (
        <IconButton
          label={`Remove ${connection.name}`}
          icon={Trash2}
          isSmall
          onPress={() => props.onRemove(connection)}
        />
      )}
    </li>
  );
}
