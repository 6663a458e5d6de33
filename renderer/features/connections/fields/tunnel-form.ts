import type { SshMethod, SshTunnel } from "../../../../shared/connections/model.ts";

/** A tunnel as it is typed. An empty field is left to `~/.ssh/config`; an empty secret keeps the saved one. */
export interface TunnelForm {
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly method: SshMethod;
  readonly keyFile: string;
  readonly jump: string;
  readonly secret: string;
}

/** A tunnel of which nothing is known yet. */
export const emptyTunnel: TunnelForm = {
  host: "",
  port: "",
  user: "",
  method: "agent",
  keyFile: "",
  jump: "",
  secret: "",
};

/** The form of a saved tunnel; its secret never comes back. */
export function tunnelFormOf(tunnel: SshTunnel | undefined): TunnelForm | null {
  if (!tunnel) return null;
  const { host, method, port, user = "", keyFile = "", jump = "" } = tunnel;
  return { host, method, port: port === undefined ? "" : String(port), user, keyFile, jump, secret: "" };
}

/** What is wrong with it, in words; null when nothing is. */
export function tunnelProblem({ host, port, method, keyFile }: TunnelForm): string | null {
  if (host.trim() === "") return "Name the SSH server, or an alias of ~/.ssh/config.";
  if (port.trim() !== "" && !(/^\d{1,5}$/.test(port.trim()) && Number(port) >= 1 && Number(port) <= 65_535))
    return "The SSH port is a number from 1 to 65535.";
  if (method === "key" && !/^$|^~?\/|^[A-Za-z]:[\\/]/.test(keyFile.trim())) return "Write the whole path of the key.";
  return null;
}

/** What main gets of it. */
export function toTunnel({ host, port, user, method, keyFile, jump }: TunnelForm): SshTunnel {
  return {
    host: host.trim(),
    method,
    ...(port.trim() === "" ? {} : { port: Number(port) }),
    ...(user.trim() === "" ? {} : { user: user.trim() }),
    ...(method === "key" && keyFile.trim() !== "" ? { keyFile: keyFile.trim() } : {}),
    ...(jump.trim() === "" ? {} : { jump: jump.trim() }),
  };
}
