import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { SshTunnel } from "../../../shared/connections/model.ts";
import {
  lookUpSshHost,
  parseProxyJump,
  type SshHostSettings,
} from "../../../shared/connections/ssh/look-up-ssh-host.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { TunnelHop } from "../../postgres/tunnel/tunnel-hop.ts";
import { readUserFile, type Surroundings } from "../sources/user-files.ts";
import { findKnownKeys } from "./known-hosts.ts";

/** What it takes besides the user's own files. */
export interface TunnelSources {
  readonly surroundings: Surroundings;
  /** Where keys that were confirmed in Steward are kept. */
  readonly knownHostsFile: string;
}

interface Stop {
  readonly alias: string;
  readonly port?: number | undefined;
  readonly user?: string | undefined;
  readonly settings: SshHostSettings;
}

const deepestJump = 5;

/**
 * The SSH servers to pass, in order, with what it takes to log in: `~/.ssh/config` is asked for each (alias, port, user,
 * key, agent, ProxyJump), `known_hosts` for its keys. `secret` is the last one's password or its key's passphrase.
 * Rejects with `invalidInput`, `fileSystem` or `refused` (a key file that others may read).
 */
export async function resolveTunnel(
  tunnel: SshTunnel,
  secret: string | undefined,
  sources: TunnelSources,
): Promise<readonly TunnelHop[]> {
  const ssh = join(sources.surroundings.homeFolder, ".ssh");
  const config = (await readUserFile(join(ssh, "config")))?.text ?? "";
  const known = await Promise.all(
    [sources.knownHostsFile, join(ssh, "known_hosts"), "/etc/ssh/ssh_known_hosts"].map(readUserFile),
  );
  const keys = known.map((file) => file?.text ?? "").join("\n");
  const stops = stopsTo({ alias: tunnel.host, port: tunnel.port, user: tunnel.user }, tunnel.jump, config, 0);
  return await Promise.all(
    stops.map(async (stop, place) => {
      const host = stop.settings.hostName ?? stop.alias;
      const port = stop.port ?? stop.settings.port ?? 22;
      const address = { host, port, user: stop.user ?? stop.settings.user ?? sources.surroundings.userName };
      const isLast = place === stops.length - 1;
      const login = await loginOf(tunnel, isLast ? secret : undefined, stop, isLast, sources.surroundings);
      return { ...address, trustedKeys: findKnownKeys(keys, host, port), ...login };
    }),
  );
}

/** The jumps before a stop and the stop itself. A jump that is named wins over the configuration's; none ends a loop. */
function stopsTo(
  last: Omit<Stop, "settings">,
  namedJump: string | undefined,
  config: string,
  depth: number,
): readonly Stop[] {
  if (depth > deepestJump)
    throw new AppError("invalidInput", "The jump hosts of ~/.ssh/config lead in a circle.", {
      hint: "Look at the ProxyJump lines there, or name the jump hosts in the connection.",
    });
  const settings = lookUpSshHost(config, last.alias);
  const stop = { ...last, settings };
  const jump = namedJump ?? settings.proxyJump;
  if (jump === undefined) return [stop];
  const named = parseProxyJump(jump);
  if (!named)
    throw new AppError("invalidInput", `“${jump}” names no jump hosts.`, {
      hint: "They look like user@host:port, separated by commas.",
    });
  const [first, ...others] = named.map(({ host, port, user }) => ({ alias: host, port, user }));
  const before = first ? stopsTo(first, undefined, config, depth + 1) : [];
  return [...before, ...others.map((each) => ({ ...each, settings: lookUpSshHost(config, each.alias) })), stop];
}

type HopLogin = Pick<TunnelHop, "agent" | "privateKey" | "passphrase" | "password">;

/** The method of the form is for the last server; jump hosts take the agent, else their own key, else the last one's. */
async function loginOf(
  tunnel: SshTunnel,
  secret: string | undefined,
  { settings }: Stop,
  isLast: boolean,
  surroundings: Surroundings,
): Promise<HopLogin> {
  const agent = settings.identityAgent ?? surroundings.environment.SSH_AUTH_SOCK;
  if (isLast && tunnel.method === "password") {
    if (secret !== undefined) return { password: secret };
    throw new AppError("authenticationFailed", `No password is saved for the SSH server ${tunnel.host}.`, {
      hint: "Change the connection and type the tunnel's password.",
    });
  }
  const usesAgent = isLast ? tunnel.method === "agent" : agent !== undefined;
  if (usesAgent) {
    if (agent) return { agent: expandHome(agent, surroundings) };
    throw new AppError("invalidInput", "There is no SSH agent: SSH_AUTH_SOCK is not set.", {
      hint: "Start Steward where an agent runs, or choose a key file for the tunnel.",
    });
  }
  const file = isLast ? (tunnel.keyFile ?? settings.identityFile) : (settings.identityFile ?? tunnel.keyFile);
  if (!file)
    throw new AppError("invalidInput", `No key file is named for the SSH server ${tunnel.host}.`, {
      hint: "Name one in the connection, or with IdentityFile in ~/.ssh/config.",
    });
  const privateKey = await readKeyFile(expandHome(file, surroundings));
  return { privateKey, ...(secret === undefined ? {} : { passphrase: secret }) };
}

function expandHome(path: string, { homeFolder }: Surroundings): string {
  return path.replace(/^~(?=\/)/, homeFolder).replaceAll("%d", homeFolder);
}

async function readKeyFile(path: string): Promise<string> {
  const file = await readUserFile(path);
  if (!file)
    throw new AppError("fileSystem", `The SSH key ${path} does not exist.`, {
      hint: "Check its path in the connection or in ~/.ssh/config.",
    });
  if (process.platform === "win32" || ((await stat(path)).mode & 0o077) === 0) return file.text;
  throw new AppError("refused", `The SSH key ${path} can be read by other users of this computer.`, {
    hint: `Take the rights from them first: chmod 600 ${path}`,
  });
}
