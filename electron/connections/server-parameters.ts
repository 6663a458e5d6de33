import { readFile, stat } from "node:fs/promises";
import type { SecurityOptions, SshTunnel, TlsMode } from "../../shared/connections/model.ts";
import { readNeonHost } from "../../shared/connections/neon-host.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { ConnectParameters } from "../postgres/session.ts";
import type { Vault } from "../storage/vault.ts";
import { tunnelOwner } from "./secret-owner.ts";
import { resolveTunnel, type TunnelSources } from "./ssh/resolve-tunnel.ts";

/** A server connection's fields, from the form or as they are saved. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: TlsMode;
  readonly security?: SecurityOptions | undefined;
  readonly options?: string | null | undefined;
  readonly tunnel?: SshTunnel | null | undefined;
  /** The tunnel's secret from the form; without one the saved one is taken. */
  readonly tunnelPassword?: string | null | undefined;
  readonly database: string;
  readonly user: string;
}

/**
 * Fields to connect with: reads the certificates that are named by files. Rejects with `fileSystem` (cannot be read),
 * `refused` (a private key that others may read) and `invalidInput` (a file that is not what it should be).
 */
export async function serverParameters(
  server: ServerAddress,
  password: string | undefined,
  sources: TunnelSources & { readonly vault: Vault },
): Promise<ConnectParameters> {
  const { host, port, tls, database, user, security = {}, options, tunnel } = server;
  const tunnelSecret = tunnel ? (server.tunnelPassword ?? (await sources.vault.read(tunnelOwner(tunnel)))) : undefined;
  const { rootCertificateFile: root, clientCertificateFile: certificate, clientKeyFile: key } = security;
  if ((certificate === undefined) !== (key === undefined))
    throw new AppError("invalidInput", "A client certificate and its private key go together; only one is named.", {
      hint: "Name both files in the connection, or none.",
    });
  const neon = readNeonHost(host);
  return {
    host,
    ...(neon?.isPooled ? { directHost: neon.directHost } : {}),
    port,
    tls,
    database,
    user,
    ...(root === undefined ? {} : { rootCertificate: await readPem(root, "root certificate", "CERTIFICATE") }),
    ...(certificate === undefined
      ? {}
      : { clientCertificate: await readPem(certificate, "client certificate", "CERTIFICATE") }),
    ...(key === undefined ? {} : { clientKey: await readKey(key) }),
    ...(security.channelBinding === undefined ? {} : { channelBinding: security.channelBinding }),
    ...(security.passwordMethods === undefined ? {} : { passwordMethods: security.passwordMethods }),
    ...(options ? { options } : {}),
    ...(tunnel ? { tunnel: await resolveTunnel(tunnel, tunnelSecret, sources) } : {}),
    ...(password === undefined ? {} : { password }),
  };
}

async function readPem(path: string, what: string, label: string): Promise<string> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new AppError("fileSystem", `The ${what} ${path} cannot be read: ${messageOf(error)}`, {
      hint: "Check the path in the connection, and that your user may read the file.",
    });
  });
  if (new RegExp(`-----BEGIN [A-Z ]*${label}-----`).test(text)) return text;
  throw new AppError("invalidInput", `${path} holds no ${what} in PEM form.`, {
    hint: `Such a file has a line -----BEGIN ${label}-----. A DER file is turned into PEM with openssl.`,
  });
}

async function readKey(path: string): Promise<string> {
  const text = await readPem(path, "private key", "PRIVATE KEY");
  if (/ENCRYPTED/.test(text))
    throw new AppError("unsupported", `The private key ${path} is protected with a passphrase.`, {
      hint: "Use a key without one, readable by your user only (openssl pkey -in KEY -out NEWKEY; chmod 600 NEWKEY).",
    });
  if (process.platform === "win32" || ((await stat(path)).mode & 0o077) === 0) return text;
  // libpq's rule for a key file that is the user's own.
  throw new AppError("refused", `The private key ${path} can be read by other users of this computer.`, {
    hint: `Take the rights from them first: chmod 600 ${path}`,
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
