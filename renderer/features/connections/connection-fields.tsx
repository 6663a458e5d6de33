import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { EnvironmentGuard } from "../../../shared/connections/environments.ts";
import { type Environment, environments } from "../../../shared/connections/model.ts";
import { useEnvironmentRules } from "../../bridge/use-environment.ts";
import { Checkbox } from "../../ui/controls/checkbox.tsx";
import { Segmented } from "../../ui/controls/segmented.tsx";
import { Select } from "../../ui/controls/select.tsx";
import { TextField } from "../../ui/controls/text-field.tsx";
import { EnvironmentBadge, environmentLabel } from "../../ui/display/environment-badge.tsx";
import "./connection-dialog.css";
import { ConninfoField } from "./fields/conninfo-field.tsx";
import { NeonOffer } from "./fields/neon-offer.tsx";
import { PasswordField } from "./fields/password-field.tsx";
import { PoolerField } from "./fields/pooler-field.tsx";
import { SecurityFields } from "./fields/security-fields.tsx";
import { TimeoutFields } from "./fields/timeout-fields.tsx";
import { TunnelFields } from "./fields/tunnel-fields.tsx";
import { type ConnectionForm, type FormProblems, withHost } from "./rules/connection-form.ts";
import { tlsModeText, tlsModeTexts, tlsWarning } from "./rules/tls-modes.ts";

interface ConnectionFieldsProps {
  readonly form: ConnectionForm;
  readonly problems: FormProblems;
  readonly isNew: boolean;
  readonly onChange: (form: ConnectionForm) => void;
  readonly onAccounts: () => void;
}

const guardMeanings: Readonly<Record<EnvironmentGuard, string>> = {
  locked: "Sessions are read-only until unlocked with a reason. What destroys something asks for a typed name.",
  careful: "Query tabs begin read-only; it asks before it destroys something.",
  open: "Query tabs may write; it asks before it destroys something.",
};

/** The fields, the pasted text above them, and what the choices mean. */
export function ConnectionFields({ form, problems, isNew, onChange, onAccounts }: ConnectionFieldsProps) {
  const set = (changes: Partial<ConnectionForm>) => onChange({ ...form, ...changes });
  // What a paste fills must show: the folded part is made anew after each.
  const [pasteCount, setPasteCount] = useState(0);
  const paste = (next: ConnectionForm) => {
    onChange(next);
    setPasteCount(pasteCount + 1);
  };
  return (
    <div className="connection-fields">
      {isNew && <ConninfoField form={form} onChange={paste} />}
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
      <PoolerField host={form.host} onChange={(host) => onChange(withHost(form, host))} />
      {isNew && <NeonOffer host={form.host} onAccounts={onAccounts} />}
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
      <PasswordField password={form.password} isNew={isNew} onChange={(password) => set({ password })} />
      <TlsField form={form} onChange={onChange} />
      <TunnelFields form={form} problem={problems.tunnel} isNew={isNew} onChange={onChange} />
      <SecurityFields key={pasteCount} form={form} problem={problems.security} onChange={onChange} />
      <TimeoutFields form={form} onChange={onChange} />
      <TextField
        label="Migrations folder"
        value={form.migrationsFolder}
        onChange={(migrationsFolder) => set({ migrationsFolder })}
        placeholder="/home/you/project/migrations"
        description="On the computer that runs Steward: files like 0001_add_index.up.sql. Empty means none."
        error={problems.migrationsFolder}
        isMono
      />
      <Checkbox
        isSelected={form.hasBranches}
        onChange={(hasBranches) => set({ hasBranches })}
        description="A branch is a copy of this database on the same server, with a name of its own. The role needs CREATEDB."
      >
        Branches by template databases
      </Checkbox>
    </div>
  );
}

interface EnvironmentFieldProps {
  readonly form: ConnectionForm;
  readonly onChange: (environment: Environment) => void;
}

function EnvironmentField({ form, onChange }: EnvironmentFieldProps) {
  const rules = useEnvironmentRules();
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
      <p className="connection-note">{guardMeanings[rules[form.environment].guard]}</p>
    </div>
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
