import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appErrorCodes } from "../../shared/ipc/app-error.ts";
import { type Channel, contracts, type RequestInput, type RequestOutput } from "../../shared/ipc/contracts.ts";
import type { TopicName } from "../../shared/ipc/topics.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { ForkedDatabaseProcess } from "../web/process/forked-database-process.ts";
import type { App } from "./app.ts";
import { createApp } from "./create-app.ts";

interface Told {
  readonly topic: TopicName;
  readonly payload: unknown;
  readonly clientId: string | undefined;
}

/** Small samples, in the form of the shipped ones. */
async function writeSamples(folder: string): Promise<void> {
  for (const database of ["contextground", "memora", "neonhub"]) {
    const steps = join(folder, "samples", database, "steps");
    await mkdir(steps, { recursive: true });
    await writeFile(
      join(steps, "01_documents.sql"),
      "-- usable\nCREATE TABLE documents (id int PRIMARY KEY, title text);",
    );
  }
  await writeFile(join(folder, "samples", "random.sql"), "SELECT 1;");
}

describe("the app as a whole", () => {
  let folder: string;
  let test: TestDatabase;
  let app: App;
  const told: Told[] = [];
  const lines: string[] = [];
  const started: ForkedDatabaseProcess[] = [];
  const processFile = resolve(import.meta.dirname, "..", "web", "process", "database-process.ts");
  const execArgv = ["--import", "tsx"];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "steward-app-"));
    await chmod(folder, 0o711); // a server under another user id must get through
    const dataFolder = join(folder, "data");
    await mkdir(dataFolder, { mode: 0o711 });
    await writeSamples(folder);
    test = await createTestDatabase();
    app = await createApp({
      host: "web",
      dataFolder,
      resourcesFolder: folder,
      cipher: null,
      startDatabaseProcess: () => {
        const process = new ForkedDatabaseProcess({
          file: processFile,
          execArgv,
          log: (line) => void lines.push(line),
        });
        started.push(process);
        return process;
      },
      parserThread: null,
      chooseFile: null,
      emit: (topic, payload, clientId) => void told.push({ topic, payload, clientId }),
      log: (line) => void lines.push(line),
    });
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
    await test.close();
  });

  const ask = async <Name extends Channel>(channel: Name, input: RequestInput<Name>, operationId?: string) => {
    const response = await app.handle("window", { channel, input, ...(operationId ? { operationId } : {}) });
    if (!response.ok) throw new Error(`${response.error.code}: ${response.error.message}`);
    return response.value as RequestOutput<Name>; // the router answers what the contract declares
  };
  const saveConnection = async (name: string) => {
    const { host, port, database, user, password } = test.parameters;
    const fields = { name, environment: "development", host, port, tls: "disable", database, user } as const;
    return await ask("connections.save", {
      id: null,
      fields: { ...fields, password: password ?? null, migrationsFolder: null },
    });
  };

  it("makes the samples in the background and reads them like any other database", async () => {
    await expect
      .poll(async () => (await ask("workspace.progress", {})).state, { timeout: 60_000, interval: 200 })
      .toBe("complete");
    expect((await ask("connections.list", {})).map(({ id }) => id)).toEqual([
      "sample-contextground",
      "sample-memora",
      "sample-neonhub",
    ]);
    const schemas = await ask("catalog.schemas", { ref: { connectionId: "sample-contextground" } });
    expect(JSON.stringify(schemas)).toContain("public");
    expect(told.some(({ topic }) => topic === "workspace.progress")).toBe(true);
  });

  it("works on a server of the user's own, in a process of its own, and logs what it sent", async () => {
    const { id } = await saveConnection("Own");
    await ask("catalog.schemas", { ref: { connectionId: id } });
    const [handle] = started.slice(-1);
    expect(app.databaseProcess(id)).toBe(handle);
    const log = await ask("statements.list", { connectionId: id, limit: 100 });
    expect(log.length).toBeGreaterThan(2);
    expect(log.every((entry) => entry.error === null)).toBe(true);
  });

  it("tells of a database process that died, and goes on with a new one", async () => {
    const { id } = await saveConnection("Doomed");
    const before = started.length;
    await ask("catalog.schemas", { ref: { connectionId: id } });
    process.kill(started.at(-1)?.pid ?? 0, "SIGKILL");
    await expect
      .poll(() => told.filter(({ topic }) => topic === "databases.lost").map(({ payload }) => payload))
      .toContainEqual(expect.objectContaining({ ref: { connectionId: id } }));
    await ask("catalog.schemas", { ref: { connectionId: id } });
    expect(started.length).toBe(before + 2);
  });

  it("cancels what a client left running when it goes", async () => {
    const { id } = await saveConnection("Slow");
    const input = { ref: { connectionId: id }, sql: "SELECT pg_sleep(60)", mode: "analyze", timeoutMs: 0 } as const;
    const running = app.handle("leaving", { channel: "plans.run", input });
    await new Promise((wait) => setTimeout(wait, 1_000));
    const startedAt = performance.now();
    app.forgetClient("leaving");
    expect(await running).toMatchObject({ ok: false, error: { code: "cancelled" } });
    expect(performance.now() - startedAt).toBeLessThan(30_000);
  });

  it("never shows a saved password, in no answer, topic or log line", async () => {
    await saveConnection("Canary");
    const secret = test.parameters.password ?? "";
    const answers = [];
    for (const channel of Object.keys(contracts)) {
      for (const input of [
        null,
        {},
        { secret },
        { ref: { connectionId: secret } },
        { connectionId: secret, id: secret },
      ])
        answers.push(await app.handle("window", { channel, input }));
    }
    for (const answer of answers) if (!answer.ok) expect(appErrorCodes).toContain(answer.error.code);
    const everything = JSON.stringify([answers, told, lines]);
    expect(secret.length).toBeGreaterThan(10);
    expect(everything).not.toContain(secret);
    expect(everything).not.toMatch(/node_modules|\\n\s+at /);
  });

  it("leaves nothing running when it closes", async () => {
    const pids = started.map(({ pid }) => pid ?? 0);
    await app.close();
    const isAlive = (pid: number) => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    expect(pids.filter(isAlive)).toEqual([]);
    const { stdout } = await promisify(execFile)("ps", ["-eo", "args"]);
    expect(stdout.split("\n").filter((line) => line.includes(folder))).toEqual([]);
  });
});
