import type { SshTunnel } from "../../shared/connections/model.ts";
import { readNeonHost } from "../../shared/connections/neon-host.ts";
import type { SecretOwner } from "../storage/vault.ts";

/** What of a connection decides whose its password is. */
export interface SecretPlace extends SecretOwner {
  readonly tunnel?: SshTunnel | null | undefined;
}

/**
 * Whom a password is bound to: host, port, user and database, and the tunnel where there is one, because the same
 * `localhost` is another server behind each. The two names of a Neon compute are one place: the pooler asks for the
 * same role's password.
 */
export function secretOwner({ host: name, port, user, database, tunnel }: SecretPlace): SecretOwner {
  const host = readNeonHost(name)?.directHost ?? name;
  if (!tunnel) return { host, port, user, database };
  const way = JSON.stringify([tunnel.host, tunnel.port ?? null, tunnel.user ?? null, tunnel.jump ?? null]);
  return { host: `${host} through ${way}`, port, user, database };
}

/** Whose secret a tunnel's own is, as it is typed. No database has an empty name, so it is never taken for a server's. */
export function tunnelOwner(tunnel: SshTunnel): SecretOwner {
  return { host: tunnel.host, port: tunnel.port ?? 22, user: tunnel.user ?? "", database: "" };
}
