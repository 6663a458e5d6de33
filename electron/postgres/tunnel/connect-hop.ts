import { createHash } from "node:crypto";
import type { Duplex } from "node:stream";
import { Client, type ConnectConfig, type ServerHostKeyAlgorithm } from "ssh2";
import { AppError, type HostKey } from "../../../shared/ipc/app-error.ts";
import type { TunnelHop } from "./tunnel-hop.ts";

/**
 * Logs in to one SSH server, over `line` where it stands behind another one. Its key is compared before anything is
 * sent: an unknown one rejects with `hostKeyUnknown` (and the key, to be confirmed), another one than known with
 * `refused`. Else `authenticationFailed`, `connectionFailed`, `timeout`, `cancelled`, `invalidInput` (a bad key file).
 */
export async function connectHop(
  hop: TunnelHop,
  line: Duplex | null,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Client> {
  const where = `${hop.host}:${hop.port}`;
  const client = new Client();
  const judged = { refusal: null as AppError | null };
  const config: ConnectConfig = {
    ...(line === null ? { host: hop.host, port: hop.port } : { sock: line }),
    username: hop.user,
    readyTimeout: timeoutMs,
    // Thirty silent seconds end a dead tunnel, so that its sessions do not seem to go on.
    keepaliveInterval: 10_000,
    keepaliveCountMax: 3,
    algorithms: { serverHostKey: hostKeyAlgorithms(hop) },
    ...credentialsOf(hop),
    hostVerifier: (key: Buffer) => {
      judged.refusal = judgeKey(hop, key);
      return judged.refusal === null;
    },
  };
  return await new Promise((resolve, reject) => {
    const fail = (error: AppError) => {
      signal?.removeEventListener("abort", abort);
      client.destroy();
      reject(error);
    };
    const abort = () => fail(new AppError("cancelled", "Connecting was cancelled."));
    client.on("ready", () => {
      signal?.removeEventListener("abort", abort);
      resolve(client);
    });
    client.on("error", (error) => fail(judged.refusal ?? toTunnelError(error, hop, where)));
    client.on("close", () =>
      fail(judged.refusal ?? new AppError("connectionFailed", `${where} ended the SSH connection.`)),
    );
    client.on("keyboard-interactive", (_name, _instructions, _language, prompts, answer) =>
      answer(prompts.map(() => hop.password ?? "")),
    );
    signal?.addEventListener("abort", abort, { once: true });
    try {
      if (signal?.aborted) abort();
      else client.connect(config);
    } catch (error) {
      fail(toTunnelError(error, hop, where));
    }
  });
}

const rsaSignatures = ["rsa-sha2-512", "rsa-sha2-256"] as const;
const signatures = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  ...rsaSignatures,
] as const;

/** Those of known keys first: a server with several keys must not look like a stranger. */
function hostKeyAlgorithms({ trustedKeys }: TunnelHop): ServerHostKeyAlgorithm[] {
  const known = new Set(trustedKeys.map((key) => algorithmOf(Buffer.from(key, "base64"))));
  const isKnown = (signature: string) => known.has(signature.startsWith("rsa-") ? "ssh-rsa" : signature);
  return [...signatures.filter(isKnown), ...signatures.filter((signature) => !isKnown(signature))];
}

/** An SSH key begins with the length and the name of its algorithm (RFC 4253, section 6.6). */
function algorithmOf(key: Buffer): string {
  if (key.length < 4) return "";
  return key.toString("latin1", 4, 4 + Math.min(key.readUInt32BE(0), 100));
}

function credentialsOf({ agent, privateKey, passphrase, password }: TunnelHop): ConnectConfig {
  return {
    ...(agent === undefined ? {} : { agent }),
    ...(privateKey === undefined ? {} : { privateKey }),
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(password === undefined ? {} : { password, tryKeyboard: true }),
  };
}

function judgeKey(hop: TunnelHop, key: Buffer): AppError | null {
  const text = key.toString("base64");
  if (hop.trustedKeys.includes(text)) return null;
  const hostKey = describeKey(hop, key);
  if (hop.trustedKeys.length === 0)
    return new AppError("hostKeyUnknown", `The SSH server ${hop.host}:${hop.port} is not known here yet.`, {
      hint: `It shows the ${hostKey.algorithm} key ${hostKey.fingerprint}. Compare it with what its administrator says, then trust it.`,
      hostKey,
    });
  return new AppError("refused", `The SSH server ${hop.host}:${hop.port} shows another key than the known one.`, {
    hint: `It shows ${hostKey.algorithm} ${hostKey.fingerprint}. Somebody may stand in between; or the server was set up anew. If its administrator confirms that, remove the old line from known_hosts (ssh-keygen -R ${hop.host}).`,
  });
}

function describeKey({ host, port }: TunnelHop, key: Buffer): HostKey {
  const hash = createHash("sha256").update(key).digest("base64").replace(/=+$/, "");
  return {
    host,
    port,
    algorithm: algorithmOf(key),
    fingerprint: `SHA256:${hash}`,
    key: key.toString("base64"),
  };
}

function toTunnelError(error: unknown, hop: TunnelHop, where: string): AppError {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const level = error instanceof Error && "level" in error ? error.level : "";
  if (level === "client-authentication")
    return new AppError("authenticationFailed", `The SSH server ${where} does not let in ${hop.user}.`, {
      hint:
        hop.agent === undefined
          ? "Check user, key and password of the tunnel."
          : "None of the agent's keys fits (ssh-add -l lists them). Add the right one, or name a key file.",
    });
  if (level === "agent")
    return new AppError("connectionFailed", `The SSH agent cannot be reached: ${message}`, {
      hint: "Start it and add your key (ssh-add), or choose a key file for the tunnel.",
    });
  if (level === "client-timeout")
    return new AppError("timeout", `The SSH server ${where} did not answer in time.`, {
      hint: "Check host, port and firewall of the tunnel.",
    });
  if (/privateKey|passphrase|bad decrypt|key/i.test(message) && level === "")
    return new AppError("invalidInput", `The private key of the tunnel cannot be used: ${message}`, {
      hint: "A protected key needs its passphrase. The format is OpenSSH's or PEM.",
    });
  return new AppError("connectionFailed", `Cannot connect to the SSH server ${where}: ${message}`, {
    hint: "Check host and port of the tunnel, and that an SSH server listens there.",
  });
}
