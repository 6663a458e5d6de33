import type { ChannelBinding, PasswordMethods, SecurityOptions } from "../../../../shared/connections/model.ts";
import { Select } from "../../../ui/controls/select.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { PanelSection } from "../../../ui/frame/section.tsx";
import "../connection-dialog.css";
import { type ConnectionForm, securityFiles } from "../rules/connection-form.ts";

interface SecurityFieldsProps {
  readonly form: ConnectionForm;
  readonly problem: string | undefined;
  readonly onChange: (form: ConnectionForm) => void;
}

const fileTexts = {
  rootCertificateFile: {
    label: "Root certificate",
    description: "PEM file of the authorities to trust. Empty: the system's.",
    placeholder: "/home/you/ca.pem",
  },
  clientCertificateFile: {
    label: "Client certificate",
    description: "PEM file, for servers that ask who you are.",
    placeholder: "/home/you/client.crt",
  },
  clientKeyFile: {
    label: "Client key",
    description: "Its private key, readable by your user only.",
    placeholder: "/home/you/client.key",
  },
} as const;

const bindings: readonly { readonly value: ChannelBinding; readonly label: string; readonly description: string }[] = [
  {
    value: "prefer",
    label: "When offered (prefer)",
    description: "Ties the password's proof to the certificate if the server can.",
  },
  {
    value: "require",
    label: "Always (require)",
    description: "SCRAM-SHA-256-PLUS or no connection: a proxy in between is found out.",
  },
  { value: "disable", label: "Never (disable)", description: "For proxies that break it." },
];

const methods: readonly { readonly value: PasswordMethods; readonly label: string; readonly description: string }[] = [
  { value: "scram", label: "SCRAM only", description: "The password itself never leaves this machine." },
  {
    value: "any",
    label: "Also MD5 and clear text",
    description: "To verified servers only: over verify-full, or on this machine. Others still get SCRAM or nothing.",
  },
];

/** Certificates, channel binding, password methods and server options: what few connections need, behind one head. */
export function SecurityFields({ form, problem, onChange }: SecurityFieldsProps) {
  const { security } = form;
  const set = (changes: SecurityOptions) => onChange({ ...form, security: { ...security, ...changes } });
  return (
    <div className="connection-section">
      <PanelSection title="Certificates and login" isCollapsible isInitiallyOpen={isUsed(form)}>
        <div className="connection-fields">
          {securityFiles.map((file) => (
            <TextField
              key={file}
              {...fileTexts[file]}
              value={security[file] ?? ""}
              onChange={(path) => set({ [file]: path })}
              error={problem !== undefined && /^[^/]/.test(security[file] ?? "") ? problem : null}
              isMono
            />
          ))}
          <Select
            label="Channel binding"
            value={security.channelBinding ?? "prefer"}
            options={bindings}
            onChange={(channelBinding) => set({ channelBinding })}
          />
          <Select
            label="Password methods"
            value={security.passwordMethods ?? "scram"}
            options={methods}
            onChange={(passwordMethods) => set({ passwordMethods })}
          />
          <TextField
            label="Server options"
            value={form.options}
            onChange={(options) => onChange({ ...form, options })}
            placeholder="-c search_path=app"
            description="libpq's options, sent when a session starts. Steward's own settings come after them."
            isMono
          />
        </div>
      </PanelSection>
    </div>
  );
}

function isUsed({ security, options }: ConnectionForm): boolean {
  return options !== "" || Object.values(security).some((value) => Boolean(value));
}
