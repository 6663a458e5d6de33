import { useState } from "react";
import type { AccountProjectDetails } from "../../../shared/accounts/model.ts";
import { type Connection, type Environment, environments } from "../../../shared/connections/model.ts";
import { useOperation } from "../../bridge/use-operation.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { Segmented } from "../../ui/controls/segmented.tsx";
import { Select } from "../../ui/controls/select.tsx";
import { TextField } from "../../ui/controls/text-field.tsx";
import { EnvironmentBadge, environmentLabel } from "../../ui/display/environment-badge.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import { FormDialog } from "../../ui/overlays/form-dialog.tsx";
import "./accounts.css";

interface ConnectProjectProps {
  readonly accountId: string;
  readonly neonId: string;
  readonly projectName: string;
  /** The connection to change; null for a new one. */
  readonly connection: Connection | null;
  readonly onBack: () => void;
  readonly onClose: () => void;
  readonly onSaved: (connection: Connection) => void;
}

interface ConnectForm {
  readonly name: string;
  readonly environment: Environment;
  readonly database: string | null;
  readonly user: string | null;
  readonly migrationsFolder: string;
}

/** A connection to a project: which database, as whom, and what the default branch counts as. */
export function ConnectProject(props: ConnectProjectProps) {
  const { accountId, neonId, projectName, connection, onBack, onClose, onSaved } = props;
  const details = useRequest("accounts.describeProject", { accountId, neonId });
  const [form, setForm] = useState<ConnectForm>(() => (connection ? formOf(connection) : newForm(projectName)));
  const invalidates = ["connections.list", "accounts.list", "projects.list"] as const;
  const connect = useOperation("accounts.connect", { invalidates });
  const change = useOperation("accounts.changeConnection", { invalidates });
  const fields = details.data ? complete(form, details.data) : null;
  const isRunning = connect.state === "running" || change.state === "running";
  const run = () => {
    if (!fields) return;
    const saved = connection
      ? change.run({ connectionId: connection.id, ...fields })
      : connect.run({ accountId, neonId, ...fields });
    void saved.then(onSaved, shownByState);
  };
  return (
    <FormDialog
      title={connection ? `Change ${visibleName(connection.name)}` : `Connect to ${visibleName(projectName)}`}
      submitLabel={connection ? "Save changes" : "Add connection"}
      isBlocked={!fields || isRunning}
      onSubmit={run}
      onClose={onClose}
      back={connection ? undefined : { label: "Back", onPress: onBack }}
    >
      <ErrorPanel error={details.error} onRetry={() => void details.refetch()} />
      {!details.data && !details.error && <Skeleton lines={6} />}
      {details.data && <ConnectFields form={form} details={details.data} onChange={setForm} />}
      <ErrorPanel error={connect.error ?? change.error} />
    </FormDialog>
  );
}

/** A default branch is production until somebody says otherwise: that guards too much rather than too little. */
function newForm(name: string): ConnectForm {
  return { name, environment: "production", database: null, user: null, migrationsFolder: "" };
}

function formOf({ name, environment, database, user, migrationsFolder }: Connection): ConnectForm {
  return { name, environment, database, user, migrationsFolder: migrationsFolder ?? "" };
}

interface ConnectFieldsProps {
  readonly form: ConnectForm;
  readonly details: AccountProjectDetails;
  readonly onChange: (form: ConnectForm) => void;
}

function ConnectFields({ form, details, onChange }: ConnectFieldsProps) {
  const set = (changes: Partial<ConnectForm>) => onChange({ ...form, ...changes });
  const { databases, roles, branchName } = details;
  const chosen = complete(form, details);
  return (
    <div className="account-form">
      <TextField label="Name" value={form.name} onChange={(name) => set({ name })} />
      <div className="account-environment" data-env={form.environment}>
        <span className="account-name">
          <span className="account-label">Environment of the branch {visibleName(branchName)}</span>
          <EnvironmentBadge environment={form.environment} />
        </span>
        <Segmented
          label="Environment"
          value={form.environment}
          options={environments.map((value) => ({ value, label: environmentLabel(value) }))}
          onChange={(environment) => set({ environment })}
        />
        <p className="account-note">Other branches of the project count as development.</p>
      </div>
      <div className="account-row">
        <Select
          label="Database"
          value={chosen?.database ?? form.database}
          options={databases.map(({ name, owner }) => ({
            value: name,
            label: visibleName(name),
            description: `of ${visibleName(owner)}`,
          }))}
          onChange={(database) => set({ database, user: null })}
        />
        <Select
          label="Role"
          value={chosen?.user ?? form.user}
          options={roles.map((name) => ({ value: name, label: visibleName(name) }))}
          onChange={(user) => set({ user })}
        />
      </div>
      {databases.length === 0 && (
        <p className="account-note">This branch has no database. Make one in Neon's console.</p>
      )}
      <TextField
        label="Migrations folder"
        value={form.migrationsFolder}
        onChange={(migrationsFolder) => set({ migrationsFolder })}
        placeholder="/home/you/project/migrations"
        description="On the computer that runs Steward: files like 0001_add_index.up.sql. Empty means none."
        isMono
      />
      <p className="account-note">
        No password is kept: Steward asks Neon for it when it connects. Connecting wakes a compute that sleeps.
      </p>
    </div>
  );
}

/** The form with what was not chosen filled in: the first database and its owner; null while something is missing. */
function complete(form: ConnectForm, { databases, roles }: AccountProjectDetails) {
  const database = databases.find(({ name }) => name === form.database) ?? databases[0];
  const owner = roles.find((name) => name === database?.owner);
  const user = roles.find((name) => name === form.user) ?? owner ?? roles[0];
  const name = form.name.trim();
  if (!database || user === undefined || name === "") return null;
  const folder = form.migrationsFolder.trim();
  const { environment } = form;
  return { name, environment, database: database.name, user, migrationsFolder: folder === "" ? null : folder };
}

/** The rejection is also the operation's state, which is shown. */
function shownByState(): void {}
