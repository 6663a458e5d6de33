import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { headCopy } from "../../../../shared/branches/model.ts";
import { openSession } from "../../../postgres/connect.ts";
import type { ConnectParameters, OwnedSession } from "../../../postgres/session.ts";
import { adminRole, createCluster } from "../../embedded/server/create-cluster.ts";
import { findFreePort } from "../../embedded/server/ports.ts";
import { Postmaster } from "../../embedded/server/postmaster.ts";
import { findServerUser, giveToServer } from "../../embedded/server/server-user.ts";
import { openTemplateControlPlane, type TemplateControlPlane } from "../template-control-plane.ts";
import { dumpEnvironment } from "./copy-by-dump.ts";
import { type DumpPrograms, findDumpPrograms } from "./dump-programs.ts";

const installed = await findDumpPrograms(14, process.env).catch(() => null);
const places = installed === null ? [] : [dirname(installed.dump), `/usr/lib/postgresql/${installed.major}/bin`];
const serverFolder = places.find((folder) => existsSync(join(folder, "initdb"))) ?? null;
const projectId = "template:c1";
const password = `canary-${randomBytes(9).toString("hex")}`;

describe.skipIf(serverFolder === null)("a copy by pg_dump and pg_restore, on a server of their version", () => {
  let folder: string;
  let server: Postmaster;
  let parameters: ConnectParameters;
  let plane: TemplateControlPlane;
  const lines: string[] = [];

  beforeAll(async () => {
    if (serverFolder === null || installed === null) return;
    folder = await mkdtemp(join(tmpdir(), "steward-dump-server-"));
    const user = findServerUser();
    await chmod(folder, 0o711);
    await giveToServer(folder, user);
    const { major } = installed;
    const binaries = { folder: dirname(serverFolder), version: `${major}.0`, major };
    const data = join(folder, "data");
    await createCluster(binaries, user, data, password, { isDurable: false });
    const port = await findFreePort();
    server = await Postmaster.start({ binaries, user, folder: data, logFile: join(folder, "log"), port });
    parameters = { host: "127.0.0.1", port, tls: "disable", database: 'it\'s "a" shop', user: adminRole, password };
    await inDatabase("postgres", (session) => session.execute(`CREATE DATABASE "it's ""a"" shop"`));
    await inDatabase(parameters.database, async (session) => {
      await session.execute("CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text)");
      await session.execute("INSERT INTO orders (note) SELECT repeat('x', 100) FROM generate_series(1, 5000)");
      await session.execute("CREATE INDEX ON orders (note)");
    });
    plane = await openTemplateControlPlane({
      dataFolder: folder,
      sources: async () => [{ connectionId: "c1", name: "Shop", database: parameters.database, user: adminRole }],
      parametersOf: async () => parameters,
      releaseSessions: async () => undefined,
      observe: (_connection, record) => lines.push(record.sql),
      environment: process.env,
      log: (line) => lines.push(line),
    });
  }, 120_000);

  afterAll(async () => {
    await plane?.close();
    await server?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  async function inDatabase<T>(database: string, run: (session: OwnedSession) => Promise<T>): Promise<T> {
    const session = await openSession({ ...parameters, database }, { purpose: "test" });
    try {
      return await run(session);
    } finally {
      await session.close();
    }
  }
  const request = (name: string) => ({
    ...headCopy,
    projectId,
    parentId: "root",
    name,
    timeToLiveSeconds: null,
    purpose: "work" as const,
  });
  const count = (database: string) =>
    inDatabase(database, async (session) => Number((await session.query("SELECT count(*) FROM orders")).rows[0]?.[0]));

  it("goes on while others are in the source, with the rows of one moment, and resets the same way", async () => {
    const busy = await openSession(parameters, { purpose: "busy" });
    const branch = await plane.createBranch({ ...request(`dbname=postgres host='x' "ü"`), copy: "dump" });
    expect([branch.name, await count(branch.name)]).toEqual([`dbname=postgres host='x' "ü"`, 5000]);
    await inDatabase(branch.name, (session) => session.execute("TRUNCATE orders"));
    const reset = await plane.resetBranch(projectId, branch.id);
    expect([reset.id, reset.name, await count(reset.name)]).toEqual([branch.id, branch.name, 5000]);
    expect((await busy.query("SELECT 1")).rows).toEqual([["1"]]);
    await busy.close();
  }, 60_000);

  it("copies the schema alone", async () => {
    const branch = await plane.createBranch({ ...request("schema"), content: "schemaOnly" });
    expect([branch.content, await count("schema")]).toEqual(["schemaOnly", 0]);
  }, 60_000);

  it("removes the half copy when the programs fail, and shows what they said", async () => {
    await inDatabase(parameters.database, async (session) => {
      await session.execute("CREATE FUNCTION never() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'");
      await session.execute("CREATE TABLE bad (n int CHECK (n > never()))");
      await session.execute("ALTER TABLE bad ADD CONSTRAINT late CHECK (n < 10) NOT VALID");
      await session.execute("INSERT INTO bad VALUES (5)");
      await session.execute("CREATE OR REPLACE FUNCTION never() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 9'");
    });
    await expect(plane.createBranch({ ...request("half"), copy: "dump" })).rejects.toMatchObject({
      code: "sql",
      message: expect.stringContaining("violates check constraint"),
    });
    expect((await plane.listBranches(projectId)).map(({ name }) => name)).not.toContain("half");
    await inDatabase(parameters.database, (session) => session.execute("DROP TABLE bad"));
  }, 60_000);

  it("stops when it is cancelled, and leaves nothing", async () => {
    const stop = new AbortController();
    const report = ({ step }: { readonly step: string }) => step.startsWith("copying with") && stop.abort();
    const made = plane.createBranch({ ...request("stopped"), copy: "dump" }, { signal: stop.signal, report });
    await expect(made).rejects.toMatchObject({ code: "cancelled" });
    expect((await plane.listBranches(projectId)).map(({ name }) => name)).not.toContain("stopped");
  }, 60_000);

  it("never shows the password: not in arguments, not in a file that stays, not in what was logged", async () => {
    const seen: string[] = [];
    const timer = setInterval(() => void readArguments().then((text) => seen.push(text)), 20);
    await plane.createBranch({ ...request("secret"), copy: "dump" });
    clearInterval(timer);
    const kept = await readFile(join(folder, "template-branches.json"), "utf8");
    const left = (await readdir(tmpdir())).filter((name) => /^steward-dump-(?!server)/.test(name));
    expect(seen.join("\n")).toContain("pg_dump");
    expect([seen.join("\n"), lines.join("\n"), kept].filter((text) => text.includes(password))).toEqual([]);
    expect(left).toEqual([]);
  }, 60_000);
});

describe("the environment of the programs", () => {
  it("says all that the connection says, and nothing else of this process", async () => {
    const folder = await mkdtemp(join(tmpdir(), "steward-dump-env-"));
    const parameters: ConnectParameters = {
      host: "pooler.example.org",
      directHost: "db.example.org",
      port: 6432,
      database: "shop",
      user: "ada",
      tls: "verify-full",
      rootCertificate: "ROOT",
      password: "pw",
      options: "-c x=y",
      channelBinding: "require",
    };
    const { PATH: _path, HOME: _home, TMPDIR: _temporary, ...environment } = await dumpEnvironment(parameters, folder);
    expect(environment).toEqual({
      LC_ALL: "C",
      PGAPPNAME: "Steward copy",
      PGHOST: "db.example.org",
      PGPORT: "6432",
      PGUSER: "ada",
      PGSSLMODE: "verify-full",
      PGPASSFILE: join(folder, "no-passwords"),
      PGSERVICEFILE: join(folder, "no-services"),
      PGSSLROOTCERT: join(folder, "root.crt"),
      PGPASSWORD: "pw",
      PGOPTIONS: "-c x=y",
      PGCHANNELBINDING: "require",
    });
    expect(await readFile(join(folder, "root.crt"), "utf8")).toBe("ROOT");
    await rm(folder, { recursive: true });
  });

  it("says what to install where the programs are older than the server", async () => {
    const found: Promise<DumpPrograms> = findDumpPrograms(99, { PATH: process.env.PATH });
    await expect(found).rejects.toMatchObject({
      code: "unsupported",
      hint: expect.stringContaining("postgresql-client-99"),
    });
  });
});

async function readArguments(): Promise<string> {
  return (await promisify(execFile)("ps", ["-eo", "args"], { maxBuffer: 10_000_000 })).stdout;
}
