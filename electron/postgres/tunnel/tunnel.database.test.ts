// A real SSH server (ssh2's own) in front of a real Postgres.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ssh2, { type AuthContext, type Connection } from "ssh2";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import { stormOfCancels } from "../../testing/cancel-storm.ts";
import { makeSshKey } from "../../testing/make-ssh-key.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { openSession } from "../connect.ts";
import type { TunnelHop } from "./tunnel-hop.ts";

const { Server, utils } = ssh2;
const hostKey = makeSshKey();
const otherKey = makeSshKey();
const userKey = makeSshKey({ passphrase: "open sesame" });
const base64Of = (pair: { public: string }) => pair.public.split(" ")[1] ?? "";

/** An SSH server that lets in `mara` by password or key and forwards; counts logins and lines. */
async function startSsh() {
  const counts = { logins: 0, lines: 0 };
  const clients = new Set<Connection>();
  const allowed = utils.parseKey(userKey.public);
  if (allowed instanceof Error) throw allowed;
  const isRight = (context: AuthContext) => {
    if (context.username !== "mara") return false;
    if (context.method === "password") return context.password === "tunnel password";
    if (context.method !== "publickey" || !context.key.data.equals(allowed.getPublicSSH())) return false;
    return !context.signature || allowed.verify(context.blob ?? Buffer.alloc(0), context.signature) === true;
  };
  const server = new Server({ hostKeys: [hostKey.private] }, (client) => {
    clients.add(client);
    client.on("error", () => undefined).on("close", () => clients.delete(client));
    client.on("authentication", (context) => {
      if (isRight(context)) context.accept();
      else context.reject(["password", "publickey"]);
    });
    client.on("ready", () => {
      counts.logins += 1;
    });
    client.on("tcpip", (accept, reject, { destIP, destPort }) => {
      const target: Socket = connect(destPort, destIP);
      target.once("error", () => reject());
      target.once("connect", () => {
        counts.lines += 1;
        const line = accept();
        line.on("error", () => undefined);
        target.on("error", () => line.destroy());
        line.pipe(target).pipe(line);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const end = () => {
    for (const client of clients) client.end();
    server.close();
  };
  return { port: address && typeof address === "object" ? address.port : 0, counts, clients, end };
}

describe("a session through a tunnel", () => {
  let test: TestDatabase;
  let near: Awaited<ReturnType<typeof startSsh>>;
  let far: Awaited<ReturnType<typeof startSsh>>;
  beforeAll(async () => {
    test = await createTestDatabase();
    near = await startSsh();
    far = await startSsh();
  });
  afterEach(() => {
    for (const server of [near, far]) Object.assign(server.counts, { logins: 0, lines: 0 });
  });
  afterAll(async () => {
    near.end();
    far.end();
    await test.close();
  });

  const hop = (changes: Partial<TunnelHop> = {}, port = near.port): TunnelHop => {
    const address = { host: "127.0.0.1", port, user: "mara", password: "tunnel password" };
    return { ...address, trustedKeys: [base64Of(hostKey)], ...changes };
  };
  const open = (tunnel: readonly TunnelHop[], changes = {}) =>
    openSession({ ...test.parameters, ...changes, tunnel }, { purpose: "tunnel test", connectTimeoutMs: 5_000 });
  const failure = async (tunnel: readonly TunnelHop[], changes = {}) => {
    const error: unknown = await open(tunnel, changes).catch((reason: unknown) => reason);
    return isAppError(error) ? error : null;
  };

  it("reads and is cancelled through it, with one login, and leaves nothing open", async () => {
    const session = await open([hop()]);
    expect((await session.query("SELECT 'through'")).rows).toEqual([["through"]]);
    const stop = new AbortController();
    const slow = session.query("SELECT pg_catalog.pg_sleep(60)", [], { signal: stop.signal });
    setTimeout(() => stop.abort(), 200);
    await expect(slow).rejects.toMatchObject({ code: "cancelled" });
    expect((await session.query("SELECT 1")).rows).toEqual([["1"]]);
    expect(near.counts).toEqual({ logins: 1, lines: 2 });
    await session.close();
    await expect.poll(() => near.clients.size).toBe(0);
  });

  it("carries 20 cancels, none of which hits a later statement", async () => {
    const session = await open([hop()]);
    expect((await stormOfCancels(session, 20, 22)).hit).toEqual([]);
    await session.close();
  });

  it("passes jump hosts in order, with key and passphrase", async () => {
    const { password: _password, ...withKey } = hop(
      { privateKey: userKey.private, passphrase: "open sesame" },
      far.port,
    );
    const session = await open([hop(), withKey]);
    expect((await session.query("SELECT 1")).rows).toEqual([["1"]]);
    expect([near.counts, far.counts]).toEqual([
      { logins: 1, lines: 1 },
      { logins: 1, lines: 1 },
    ]);
    await session.close();
  });

  it("sends nothing to a server whose key is not the known one", async () => {
    const unknown = await failure([hop({ trustedKeys: [] })]);
    expect([unknown?.code, unknown?.details.hostKey]).toEqual([
      "hostKeyUnknown",
      {
        host: "127.0.0.1",
        port: near.port,
        algorithm: "ssh-ed25519",
        fingerprint: expect.stringMatching(/^SHA256:[\w+/]{43}$/),
        key: base64Of(hostKey),
      },
    ]);
    const changed = await failure([hop({ trustedKeys: [base64Of(otherKey)] })]);
    expect([changed?.code, changed?.message]).toEqual([
      "refused",
      `The SSH server 127.0.0.1:${near.port} shows another key than the known one.`,
    ]);
    expect(near.counts.logins).toBe(0);
  });

  it("says which part is wrong", async () => {
    const { password: _password, ...withoutPassword } = hop();
    const codes = await Promise.all([
      failure([hop({ password: "wrong" })]),
      failure([hop({ privateKey: userKey.private, passphrase: "wrong" })]),
      failure([hop({ privateKey: "no key" })]),
      failure([hop({}, 1)]),
      failure([{ ...withoutPassword, agent: "/nonexistent/agent" }]),
      failure([hop()], { port: 1 }),
      failure([hop()], { password: "wrong" }),
    ]);
    expect(codes.map((error) => error?.message.replaceAll(/\d{4,5}/g, "PORT").slice(0, 52))).toEqual([
      "The SSH server 127.0.0.1:PORT does not let in mara.",
      "The private key of the tunnel cannot be used: Cannot",
      "The private key of the tunnel cannot be used: Cannot",
      "Cannot connect to the SSH server 127.0.0.1:1: connec",
      expect.stringContaining("SSH"),
      "The SSH server cannot reach 127.0.0.1:1: (SSH) Chann",
      expect.stringContaining("password authentication failed"),
    ]);
  });

  it("is told when the tunnel breaks", async () => {
    const session = await open([hop()]);
    const lost = new Promise((resolve) => session.onLost(resolve));
    for (const client of near.clients) client.end();
    await lost;
    await expect(session.query("SELECT 1")).rejects.toMatchObject({ code: "connectionLost" });
    await session.close();
  });

  it.skipIf(!hasAgent())("logs in with an agent's key", async () => {
    const folder = mkdtempSync(join(tmpdir(), "steward-agent-"));
    const socket = join(folder, "agent");
    const agent = spawn("ssh-agent", ["-D", "-a", socket], { stdio: "ignore" });
    const key = join(folder, "key");
    try {
      await expect.poll(() => readAgent(socket)).toBe(true);
      writeFileSync(key, userKey.private, { mode: 0o600 });
      execFileSync("ssh-keygen", ["-q", "-p", "-P", "open sesame", "-N", "", "-f", key]);
      execFileSync("ssh-add", ["-q", key], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
      const { password: _password, ...withAgent } = hop({ agent: socket });
      const session = await open([withAgent]);
      expect((await session.query("SELECT 1")).rows).toEqual([["1"]]);
      await session.close();
    } finally {
      agent.kill();
      rmSync(folder, { recursive: true });
    }
  });
});

function hasAgent(): boolean {
  try {
    execFileSync("sh", ["-c", "command -v ssh-agent ssh-add ssh-keygen"], { stdio: "ignore" });
    return true;
  } catch {
    return false; // shown as a skipped test
  }
}

function readAgent(socket: string): boolean {
  try {
    execFileSync("ssh-add", ["-l"], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: "ignore" });
    return true;
  } catch (error) {
    return error instanceof Error && "status" in error && error.status === 1; // runs, and has no keys
  }
}
