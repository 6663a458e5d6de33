import { type SshMethod, sshMethods } from "../../../../shared/connections/model.ts";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { Segmented } from "../../../ui/controls/segmented.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import "../connection-dialog.css";
import type { ConnectionForm } from "../rules/connection-form.ts";
import { emptyTunnel, type TunnelForm } from "./tunnel-form.ts";

interface TunnelFieldsProps {
  readonly form: ConnectionForm;
  readonly problem: string | undefined;
  readonly isNew: boolean;
  readonly onChange: (form: ConnectionForm) => void;
}

const methodLabels: Readonly<Record<SshMethod, string>> = { agent: "Agent", key: "Key file", password: "Password" };

/** Whether and how the server is reached through SSH. */
export function TunnelFields({ form, problem, isNew, onChange }: TunnelFieldsProps) {
  const { tunnel } = form;
  const set = (changes: Partial<TunnelForm>) =>
    onChange({ ...form, tunnel: { ...(tunnel ?? emptyTunnel), ...changes } });
  return (
    <div className="connection-fields">
      <Checkbox
        isSelected={tunnel !== null}
        onChange={(isUsed) => onChange({ ...form, tunnel: isUsed ? emptyTunnel : null })}
        description="Host and port above are then as the SSH server sees them: localhost is that server itself."
      >
        Through an SSH tunnel
      </Checkbox>
      {tunnel && (
        <div className="connection-fields connection-tunnel">
          <TunnelAddress tunnel={tunnel} problem={problem} set={set} />
          <div className="connection-choice">
            <span className="connection-label">Log in with</span>
            <Segmented
              label="Log in with"
              value={tunnel.method}
              options={sshMethods.map((value) => ({ value, label: methodLabels[value] }))}
              onChange={(method) => set({ method, secret: "" })}
            />
          </div>
          <TunnelLogin tunnel={tunnel} isNew={isNew} set={set} />
          <TextField
            label="Jump hosts"
            value={tunnel.jump}
            onChange={(jump) => set({ jump })}
            placeholder="user@bastion:22"
            description="As ProxyJump: one or several, separated by commas. Empty: what ~/.ssh/config says."
            isMono
          />
        </div>
      )}
    </div>
  );
}

interface TunnelPartProps {
  readonly tunnel: TunnelForm;
  readonly set: (changes: Partial<TunnelForm>) => void;
}

function TunnelAddress({ tunnel, problem, set }: TunnelPartProps & { readonly problem: string | undefined }) {
  return (
    <div className="connection-row">
      <div className="grow">
        <TextField
          label="SSH server"
          value={tunnel.host}
          onChange={(host) => set({ host })}
          placeholder="Host, or alias of ~/.ssh/config"
          error={problem}
          isMono
        />
      </div>
      <div className="connection-port">
        <TextField label="SSH port" value={tunnel.port} onChange={(port) => set({ port })} placeholder="22" isMono />
      </div>
      <div className="grow">
        <TextField label="SSH user" value={tunnel.user} onChange={(user) => set({ user })} isMono />
      </div>
    </div>
  );
}

function TunnelLogin({ tunnel, isNew, set }: TunnelPartProps & { readonly isNew: boolean }) {
  const kept = isNew ? "" : "Empty keeps the saved one; it is never shown.";
  if (tunnel.method === "agent") return null;
  return (
    <>
      {tunnel.method === "key" && (
        <TextField
          label="Key file"
          value={tunnel.keyFile}
          onChange={(keyFile) => set({ keyFile })}
          placeholder="~/.ssh/id_ed25519"
          description="Empty: the IdentityFile of ~/.ssh/config."
          isMono
        />
      )}
      <TextField
        label={tunnel.method === "key" ? "Passphrase of the key" : "SSH password"}
        type="password"
        value={tunnel.secret}
        onChange={(secret) => set({ secret })}
        description={kept}
      />
    </>
  );
}
