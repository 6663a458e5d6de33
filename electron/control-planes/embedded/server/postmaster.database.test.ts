import { chmod, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession } from "../../../postgres/connect.ts";
import { prepareServerBinaries, type ServerBinaries } from "./binaries.ts";
import { adminRole, createCluster } from "./create-cluster.ts";
import { findFreePort } from "./ports.ts";
import { Postmaster } from "./postmaster.ts";
import { findServerUser, giveToServer } from "./server-user.ts";

const user = findServerUser();
const password = "only for this test";
let root: string;
let folder: string;
let logFile: string;
let binaries: ServerBinaries;
const start = async (
  change: { port?: number; signal?: AbortSignal; folder?: string; settings?: Record<string, string> } = {},
) =>
  await Postmaster.start({ binaries, user, folder, logFile, port: change.port ?? (await findFreePort()), ...change });
const show = async (port: number, name: string) => {
  const parameters = {
    host: "127.0.0.1",
    port,
    database: "postgres",
    user: adminRole,
    tls: "disable",
    password,
  } as const;
  const session = await openSession(parameters, { purpose: "test" });
  const { rows } = await session.query(`SHOW ${name}`);
  await session.close();
  return rows[0]?.[0];
};

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "steward-postmaster-"));
  binaries = await prepareServerBinaries(join(root, "postgres"), user);
  await chmod(root, 0o711);
  await giveToServer(root, user);
  folder = join(root, "data");
  logFile = join(root, "server.log");
  await createCluster(binaries, user, folder, password, { isDurable: false });
});
afterAll(() => rm(root, { recursive: true }));

describe("a server", () => {
  it("takes connections when it is said to have started, and none when it has stopped", async () => {
    const server = await start({ settings: { work_mem: "7MB" } });
    expect([server.isRunning, await show(server.port, "work_mem"), await show(server.port, "data_checksums")]).toEqual([
      true,
      "7MB",
      "on",
    ]);
    await Promise.all([server.stop(), server.stop()]);
    await server.ended;
    expect([server.isRunning, (await readdir(folder)).includes("postmaster.pid")]).toEqual([false, false]);
    await expect(show(server.port, "port")).rejects.toMatchObject({ code: "connectionFailed" });
    expect((await stat(logFile)).mode & 0o077).toBe(0);
  });

  it("says that its port is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await expect(start({ port })).rejects.toMatchObject({ code: "portTaken" });
    await new Promise((resolve) => other.close(resolve));
  });

  it("says why else it does not start, from this start's part of the log", async () => {
    await expect(start({ settings: { shared_buffers: "no size" } })).rejects.toMatchObject({
      code: "computeUnavailable",
      message: expect.stringContaining("shared_buffers"),
    });
    await expect(start({ settings: { work_mem: "1" } })).rejects.toMatchObject({
      message: expect.not.stringContaining("shared_buffers"),
    });
    await expect(start({ folder: join(root, "postgres-none") })).rejects.toMatchObject({ code: "computeUnavailable" });
  });

  it("is not started, or stopped again, when that is cancelled", async () => {
    await expect(start({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "cancelled" });
    const controller = new AbortController();
    const starting = start({ signal: controller.signal });
    setTimeout(() => controller.abort(), 5);
    await expect(starting).rejects.toMatchObject({ code: "cancelled" });
    expect((await readdir(folder)).includes("postmaster.pid")).toBe(false);
  });

  it("does not let its log grow without end", async () => {
    await writeFile(logFile, Buffer.alloc(9 * 1024 * 1024, "x"));
    const server = await start();
    await server.stop();
    expect((await stat(logFile)).size).toBeLessThan(100_000);
    expect((await stat(`${logFile}.old`)).size).toBe(9 * 1024 * 1024);
  });
});
