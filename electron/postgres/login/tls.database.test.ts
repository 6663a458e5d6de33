// What each sslmode does against each kind of real server: libpq's table, row by row.
import { chmodSync, chownSync, readFileSync } from "node:fs";
import { appendFile, chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tlsModes } from "../../../shared/connections/model.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import { prepareServerBinaries } from "../../control-planes/embedded/server/binaries.ts";
import { adminRole, createCluster } from "../../control-planes/embedded/server/create-cluster.ts";
import { findFreePort } from "../../control-planes/embedded/server/ports.ts";
import { Postmaster } from "../../control-planes/embedded/server/postmaster.ts";
import { findServerUser, giveToServer } from "../../control-planes/embedded/server/server-user.ts";
import { stormOfCancels } from "../../testing/cancel-storm.ts";
import { type Authority, hasOpenssl, makeAuthority } from "../../testing/certificates.ts";
import { openSession } from "../connect.ts";
import type { ConnectParameters, OwnedSession } from "../session.ts";

const password = "correct horse battery staple";
const access = `
local     all all                        scram-sha-256
hostssl   all tls_only      127.0.0.1/32 scram-sha-256
hostnossl all plain_only    127.0.0.1/32 scram-sha-256
hostssl   all by_certificate 127.0.0.1/32 cert
host      all tls_only,plain_only,by_certificate 127.0.0.1/32 reject
host      all old_hash      127.0.0.1/32 md5
host      all clear         127.0.0.1/32 password
host      all all           127.0.0.1/32 scram-sha-256
`;

describe.skipIf(!hasOpenssl())("TLS to a real server", () => {
  let folder: string;
  let server: Postmaster;
  let authority: Authority;
  let admin: OwnedSession;
  let base: ConnectParameters;
  const user = findServerUser();
  const data = () => join(folder, "data");
  const socketFolder = () => join(folder, "socket");

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "steward-tls-"));
    await chmod(folder, 0o711);
    const binaries = await prepareServerBinaries(join(folder, "postgres"), user);
    await giveToServer(folder, user);
    await createCluster(binaries, user, data(), password, { isDurable: false });
    await writeFile(join(data(), "pg_hba.conf"), access);
    authority = makeAuthority(folder, "authority");
    await copyFile(authority.certificateFile, join(data(), "ca.crt"));
    await chmod(join(data(), "ca.crt"), 0o644);
    await giveCertificate("localhost", "DNS:localhost,IP:127.0.0.1");
    const port = await findFreePort();
    await mkdir(socketFolder(), { mode: 0o755 });
    if (user.uid !== undefined && user.gid !== undefined) chownSync(socketFolder(), user.uid, user.gid);
    await appendFile(join(data(), "postgresql.conf"), "ssl = on\nssl_ca_file = 'ca.crt'\n");
    server = await Postmaster.start({
      binaries,
      user,
      folder: data(),
      logFile: join(folder, "log"),
      port,
      settings: { unix_socket_directories: socketFolder() },
    });
    const rootCertificate = readFileSync(authority.certificateFile, "utf8");
    base = {
      host: "localhost",
      port,
      database: "postgres",
      user: adminRole,
      tls: "verify-full",
      rootCertificate,
      password,
    };
    admin = await openSession(base, { purpose: "admin" });
    for (const role of ["tls_only", "plain_only", "by_certificate", "clear"])
      await admin.execute(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'`);
    await admin.execute("SET password_encryption = md5");
    await admin.execute(`CREATE ROLE old_hash LOGIN PASSWORD '${password}'`);
  });
  afterAll(async () => {
    await admin?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const giveCertificate = async (name: string, alternativeNames: string, days?: number) => {
    const { certificateFile, keyFile } = authority.sign(name, alternativeNames, days);
    for (const [from, to] of [
      [certificateFile, "server.crt"],
      [keyFile, "server.key"],
    ] as const) {
      await copyFile(from, join(data(), to));
      chmodSync(join(data(), to), 0o600);
      if (user.uid !== undefined && user.gid !== undefined) chownSync(join(data(), to), user.uid, user.gid);
    }
  };
  const reload = async () => {
    await admin.execute("SELECT pg_catalog.pg_reload_conf()");
    await new Promise((resolve) => setTimeout(resolve, 400));
  };
  /** `plain`, `encrypted`, or the code of the refusal. */
  const outcome = async (changes: Partial<ConnectParameters>, from = base): Promise<string> => {
    try {
      const session = await openSession({ ...from, ...changes }, { purpose: "test" });
      const sql = "SELECT ssl::text FROM pg_catalog.pg_stat_ssl WHERE pid = pg_catalog.pg_backend_pid()";
      const answer = await session.query(sql);
      await session.close();
      return answer.rows[0]?.[0] === "true" ? "encrypted" : "plain";
    } catch (error) {
      return isAppError(error) ? error.code : String(error);
    }
  };
  const outcomes = async (changes: Partial<ConnectParameters> = {}, from = base) =>
    Object.fromEntries(
      await Promise.all(tlsModes.map(async (tls) => [tls, await outcome({ ...changes, tls }, from)] as const)),
    );
  const all = (disable: string, allow: string, prefer: string, require: string, ca: string, full: string) => ({
    disable,
    allow,
    prefer,
    require,
    "verify-ca": ca,
    "verify-full": full,
  });

  it("does what each mode says", async () => {
    const table: Record<string, unknown> = {
      "right name": await outcomes(),
      "right address": await outcomes({ host: "127.0.0.1" }),
      "role that needs TLS": await outcomes({ user: "tls_only" }),
      "role that refuses TLS": await outcomes({ user: "plain_only" }),
      "wrong password": await outcomes({ password: "wrong" }),
    };
    const { rootCertificate: _ours, ...strangers } = base;
    table["authority that is not trusted"] = await outcomes({}, strangers);
    await giveCertificate("elsewhere.example", "DNS:elsewhere.example");
    await reload();
    table["other name"] = await outcomes();
    await giveCertificate("localhost", "DNS:localhost", 0);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await reload();
    table.expired = await outcomes();
    await giveCertificate("localhost", "DNS:localhost");
    await admin.execute("ALTER SYSTEM SET ssl = off");
    await reload();
    table["without TLS"] = await outcomes();
    const no = "tlsFailed";
    const denied = "authenticationFailed";
    expect(table).toEqual({
      "right name": all("plain", "plain", "encrypted", "encrypted", "encrypted", "encrypted"),
      "right address": all("plain", "plain", "encrypted", "encrypted", "encrypted", "encrypted"),
      "role that needs TLS": all(denied, "encrypted", "encrypted", "encrypted", "encrypted", "encrypted"),
      "role that refuses TLS": all("plain", "plain", "plain", denied, denied, denied),
      "wrong password": all(denied, denied, denied, denied, denied, denied),
      "authority that is not trusted": all("plain", "plain", "encrypted", "encrypted", no, no),
      "other name": all("plain", "plain", "encrypted", "encrypted", "encrypted", no),
      expired: all("plain", "plain", "encrypted", no, no, no),
      "without TLS": all("plain", "plain", "plain", no, no, no),
    });
    await admin.execute("ALTER SYSTEM RESET ssl");
    await reload();
  });

  it("carries 50 cancels, each encrypted as its session is, none of which hits a later statement", async () => {
    const session = await openSession(base, { purpose: "storm" });
    const { hit, cancelled } = await stormOfCancels(session, 50, 5_432);
    await session.close();
    expect([hit, cancelled > 0]).toEqual([[], true]);
  });

  it("binds the login to the certificate when asked, and shows who we are", async () => {
    const certificate = authority.sign("by_certificate", "DNS:by_certificate");
    const identity = {
      clientCertificate: readFileSync(certificate.certificateFile, "utf8"),
      clientKey: readFileSync(certificate.keyFile, "utf8"),
    };
    expect({
      bound: await outcome({ channelBinding: "require" }),
      boundWithoutTls: await outcome({ channelBinding: "require", tls: "disable" }),
      unbound: await outcome({ channelBinding: "disable" }),
      certificate: await outcome({ user: "by_certificate", ...identity }),
      noCertificate: await outcome({ user: "by_certificate" }),
      options: await outcome({ options: "-c nonsense=1" }),
    }).toEqual({
      bound: "encrypted",
      boundWithoutTls: "authenticationFailed",
      unbound: "encrypted",
      certificate: "encrypted",
      noCertificate: "authenticationFailed",
      options: "sql",
    });
  });

  it("wants a hard proof: few rounds of SCRAM are for verified servers only", async () => {
    await admin.execute("SET password_encryption = 'scram-sha-256'");
    await admin.execute("SET scram_iterations = 1");
    await admin.execute(`CREATE ROLE few_rounds LOGIN PASSWORD '${password}'`);
    const no = "authenticationFailed";
    // In plain text and unverified the host's name is what makes it this machine.
    expect(await outcomes({ user: "few_rounds" })).toEqual(all("plain", "plain", no, no, no, "encrypted"));
  });

  it("gives old kinds of passwords to verified servers only, and only where allowed", async () => {
    const kinds = await Promise.all(
      ["old_hash", "clear"].flatMap((role) =>
        (["require", "verify-full"] as const).flatMap((tls) =>
          (["scram", "any"] as const).map((passwordMethods) => outcome({ user: role, tls, passwordMethods })),
        ),
      ),
    );
    const no = "authenticationFailed";
    expect(kinds).toEqual([no, no, no, "encrypted", no, no, no, "encrypted"]);
  });

  it.skipIf(process.platform === "win32")(
    "asks for a password over a Unix socket, in every mode, and cancels there",
    async () => {
      const socket = { host: socketFolder() };
      expect(await outcomes(socket)).toEqual(all("plain", "plain", "plain", "plain", "plain", "plain"));
      const no = "authenticationFailed";
      expect([
        await outcome({ ...socket, host: `${socketFolder()}//` }),
        await outcome({ ...socket, password: "wrong" }),
        await outcome({ ...socket, channelBinding: "require" }),
        await outcome({ host: join(folder, "nowhere") }),
      ]).toEqual(["plain", no, no, "connectionFailed"]);
      const session = await openSession({ ...base, ...socket }, { purpose: "test" });
      const stop = new AbortController();
      const slow = session.query("SELECT pg_catalog.pg_sleep(60)", [], { signal: stop.signal });
      setTimeout(() => stop.abort(), 200);
      await expect(slow).rejects.toMatchObject({ code: "cancelled" });
      await session.close();
    },
  );
});
