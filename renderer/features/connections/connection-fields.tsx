import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { type Environment, environments } from "../../../shared/connections/model.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { Segmented } from "../../ui/controls/segmented.tsx";
import { Select } from "../../ui/controls/select.tsx";
import { TextField } from "../../ui/controls/text-field.tsx";
import { EnvironmentBadge, environmentLabel } from "../../ui/display/environment-badge.tsx";
import "./connection-dialog.css";
import { type ConnectionForm, type FormProblems, withHost, withUrl } from "./rules/connection-form.ts";
import { looksLikeUrl, readUrl } from "./rules/read-url.ts";
import { tlsModeText, tlsModeTexts, tlsWarning } from "./rules/tls-modes.ts";

interface ConnectionFieldsProps {
  readonly form: ConnectionForm;
  readonly problems: FormProblems;
  readonly isNew: boolean;
  readonly onChange: (form: ConnectionForm) => void;
}

const environmentMeanings = {
  production: "Sessions are read-only. Deletes and roll backs ask for a typed name.",
  staging: "As production in shape; asks before it destroys something.",
  development: "Yours to break.",
  local: "A server on this machine.",
} as const;

/** The fields, the pasted text above them, and what the choices mean. */
export function ConnectionFields({ form, problems, isNew, onChange }: ConnectionFieldsProps) {
  const set = (changes: Partial<ConnectionForm>) => onChange({ ...form, ...changes });
  return (
    <div className="connection-fields">
      {isNew && <UrlField form={form} onChange={onChange} />}
      <TextField
        label="Name"
        value={form.name}
        onChange={(name) => set({ name })}
        placeholder={form.database === "" ? "How you call it" : `${form.database} on ${form.host}`}
      />
      <EnvironmentField form={form} onChange={(environment) => set({ environment })} />
      <div className="connection-row">
        <div className="grow">
          <TextField
            label="Host"
            value={form.host}
            onChange={(host) => onChange(withHost(form, host))}
            error={problems.host}
            isMono
          />
        </div>
        <div className="connection-port">
          <TextField label="Port" value={form.port} onChange={(port) => set({ port })} error={problems.port} isMono />
        </div>
      </div>
      <div className="connection-row">
        <div className="grow">
          <TextField
            label="Database"
            value={form.database}
            onChange={(database) => set({ database })}
            error={problems.database}
            isMono
          />
        </div>
        <div className="grow">
          <TextField label="User" value={form.user} onChange={(user) => set({ user })} error={problems.user} isMono />
        </div>
      </div>
      <PasswordField form={form} isNew={isNew} onChange={(password) => set({ password })} />
      <TlsField form={form} onChange={onChange} />
      <TextField
        label="Migrations folder"
        value={form.migrationsFolder}
        onChange={(migrationsFolder) => set({ migrationsFolder })}
        placeholder="/home/you/project/migrations"
        description="On the computer that runs Steward: files like 0001_add_index.up.sql. Empty means none."
        error={problems.migrationsFolder}
        isMono
      />
    </div>
  );
}

interface EnvironmentFieldProps {
  readonly form: ConnectionForm;
  readonly onChange: (environment: Environment) => void;
}

function EnvironmentField({ form, onChange }: EnvironmentFieldProps) {
  return (
    <div className="connection-environment" data-env={form.environment}>
      <div className="connection-environment-head">
        <span className="connection-label">Environment</span>
        <EnvironmentBadge environment={form.environment} />
      </div>
      <Segmented
        label="Environment"
        value={form.environment}
        options={environments.map((value) => ({ value, label: environmentLabel(value) }))}
        onChange={onChange}
      />
      <p className="connection-note">{environmentMeanings[form.environment]}</p>
    </div>
  );
}

function UrlField({
  form,
  onChange,
}: {
  readonly form: ConnectionForm;
  readonly onChange: (form: ConnectionForm) => void;
}) {
  const [text, setText] = useState("");
  const [notes, setNotes] = useState<readonly string[] | null>(null);
  const take = (typed: string) => {
    const url = looksLikeUrl(typed) ? readUrl(typed) : null;
    if (!url) {
      setText(typed);
      return;
    }
    // The text may hold a password: once it is split, nothing of it stays on screen.
    setText("");
    setNotes(url.notes);
    onChange(withUrl(form, url));
  };
  return (
    <div>
      <TextField
        label="Paste a URL"
        value={text}
        onChange={take}
        placeholder="postgres://user@host:5432/database"
        description="Or fill in the fields. A URL is split at once, and never weakens the encryption."
        error={text.trim() === "" || text.length < 12 ? null : "This is neither postgres://… nor host=… dbname=…"}
        isMono
        autoFocus
      />
      {notes && (
        <ul className="connection-notes" role="status">
          <li>The fields below are filled.</li>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface PasswordFieldProps {
  readonly form: ConnectionForm;
  readonly isNew: boolean;
  readonly onChange: (password: string) => void;
}

function PasswordField({ form, isNew, onChange }: PasswordFieldProps) {
  const keeping = useRequest("connections.passwordKeeping", {});
  const where = keeping.data
    ? keeping.data.outlivesApp
      ? "Kept encrypted in the operating system's vault, bound to host, port, user and database."
      : "This machine has no safe store: the password is kept in memory until Steward ends, and never written."
    : "";
  return (
    <TextField
      label="Password"
      type="password"
      value={form.password}
      onChange={onChange}
      description={isNew ? where : `Empty keeps the saved one; it is never shown. ${where}`}
    />
  );
}

function TlsField({
  form,
  onChange,
}: {
  readonly form: ConnectionForm;
  readonly onChange: (form: ConnectionForm) => void;
}) {
  const warning = tlsWarning(form.tls, form.host);
  return (
    <div>
      <Select
        label="Encryption"
        value={form.tls}
        options={tlsModeTexts.map((text) => ({ value: text.mode, label: text.label, description: text.meaning }))}
        onChange={(tls) => onChange({ ...form, tls })}
        description={tlsModeText(form.tls).meaning}
      />
      {warning && (
        <p className="connection-warning" role="status">
          <TriangleAlert aria-hidden className="connection-warning-icon" />
          {warning}
        </p>
      )}
    </div>
  );
}
