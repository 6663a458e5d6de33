import { chmod, chown, copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { findServerUser, giveToServer } from "../../electron/control-planes/embedded/server/server-user.ts";
import { openSession } from "../../electron/postgres/connect.ts";
import type { ConnectParameters } from "../../electron/postgres/session.ts";
import { hasOpenssl, makeAuthority } from "../../electron/testing/certificates.ts";
import { type KillableServer, startKillableServer } from "../../electron/testing/killable-server.ts";
import { type Figure, repeat } from "../figure.ts";
import type { Measurement } from "../report/measurement.ts";
import { summarize } from "../report/statistics.ts";
import { cancelBare, cancelInPsql } from "../setting/cancel-peers.ts";

const times = 500;
/** psql is started anew for each. */
const psqlTimes = 100;
/** How long a statement runs before it is cancelled. */
const runsMs = 10;

/** From the press to the statement's end as the session hears it, over TLS and without, beside psql and the bare request. */
export const cancel: Figure = {
  name: "cancel",
  measure: async (setting) => {
    const folder = await mkdtemp(join(tmpdir(), "steward-bench-tls-"));
    const authority = hasOpenssl() ? makeAuthority(folder, "bench") : null;
    const server = await startKillableServer();
    const encrypted = authority ? await startEncrypted(authority.sign("localhost", "DNS:localhost")) : null;
    try {
      const plain = await cancelOften(server.parameters);
      const bare = await repeat(times, () => cancelBare(server.parameters, runsMs));
      const psql = await repeat(psqlTimes, () => cancelInPsql(server.parameters)).catch((error: unknown) => {
        setting.say(`no psql to compare with: ${String(error)}`);
        return null;
      });
      const tls = encrypted && (await cancelOften(encrypted.parameters));
      return [
        ...figures("a statement is cancelled, plain", plain.endMs, { name: "bare request", values: bare }),
        ...(psql ? figures("the same beside", plain.endMs, { name: "psql", values: psql }) : []),
        ...(tls ? figures("a statement is cancelled, over TLS", tls.endMs, null) : []),
        ...figures("until the next statement is answered, plain", plain.nextMs, null),
        ...(tls ? figures("until the next statement is answered, over TLS", tls.nextMs, null) : []),
      ];
    } finally {
      await server.close();
      await encrypted?.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** PRODUCT's target is of the 99th of 100. */
function figures(what: string, values: readonly number[], peer: Measurement["peer"]): readonly Measurement[] {
  const slowest = (of: readonly number[]) => [summarize(of).p99];
  const target = { kind: "under", value: 300 } as const;
  return [
    { what, unit: "ms", values, peer, target: null },
    {
      what: `${what}, p99`,
      unit: "ms",
      values: slowest(values),
      peer: peer && { name: peer.name, values: slowest(peer.values) },
      target,
    },
  ];
}

async function cancelOften(parameters: ConnectParameters) {
  const session = await openSession(parameters, { purpose: "bench" });
  const nextMs: number[] = [];
  const endMs = await repeat(times, async () => {
    const stop = new AbortController();
    const running = session.query("SELECT pg_catalog.pg_sleep(60)", [], { signal: stop.signal }).catch(() => undefined);
    await wait(runsMs);
    const startedAt = performance.now();
    stop.abort();
    await running;
    const ended = performance.now() - startedAt;
    await session.query("SELECT 1");
    nextMs.push(performance.now() - startedAt);
    return ended;
  });
  await session.close();
  return { endMs, nextMs };
}

async function startEncrypted(signed: {
  readonly certificateFile: string;
  readonly keyFile: string;
}): Promise<KillableServer> {
  // The server reads them under its own user, and takes no key that others may read.
  const own = await mkdtemp(join(tmpdir(), "steward-bench-key-"));
  const [certificate, key] = [join(own, "server.crt"), join(own, "server.key")];
  await copyFile(signed.certificateFile, certificate);
  await copyFile(signed.keyFile, key);
  const user = findServerUser();
  await giveToServer(own, user);
  for (const file of [certificate, key]) {
    await chmod(file, 0o600);
    if (user.uid !== undefined && user.gid !== undefined) await chown(file, user.uid, user.gid);
  }
  const server = await startKillableServer({ ssl: "on", ssl_cert_file: certificate, ssl_key_file: key });
  const close = async () => {
    await server.close();
    await rm(own, { recursive: true, force: true });
  };
  return { ...server, parameters: { ...server.parameters, tls: "require" }, close };
}
