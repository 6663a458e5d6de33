import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { openSession } from "../../postgres/connect.ts";
import { createPlaneFolder, type PlaneFolder } from "../../testing/plane-folder.ts";
import { type NeonApiHost, serveNeonApi } from "./serve-neon-api.ts";

const key = "napi_canary_0123456789";
let folder: PlaneFolder;
let host: NeonApiHost;
const log = (line: string) => void folder.logLines.push(line);

beforeAll(async () => {
  folder = await createPlaneFolder();
  host = await serveNeonApi({ dataFolder: folder.path, key, log });
});
afterAll(() => folder.remove());

async function ask(path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${host.url}${path}`, {
    headers: { Authorization: `Bearer ${key}` },
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  });
  expect(response.ok, `${path}: ${response.status}`).toBe(true);
  return await response.json();
}

it("makes a project, and leads to its Postgres directly and through the pooler", async () => {
  const made = z
    .object({ project: z.object({ id: z.string() }) })
    .parse(await ask("/projects", { project: { name: "Shop", pg_version: 18 } }));
  const { id } = made.project;
  const operations = z.object({ operations: z.array(z.object({ status: z.string() })) });
  const states = async () => operations.parse(await ask(`/projects/${id}/operations`)).operations;
  await expect
    .poll(async () => (await states()).every(({ status }) => status === "finished"), { timeout: 60_000 })
    .toBe(true);

  const ca = await readFile(host.authorityFile, "utf8");
  const answers: (readonly (string | null)[])[] = [];
  for (const pooled of [false, true]) {
    const query = `database_name=neondb&role_name=neondb_owner&pooled=${pooled}`;
    const { uri } = z.object({ uri: z.string() }).parse(await ask(`/projects/${id}/connection_uri?${query}`));
    const { hostname, username, password, pathname } = new URL(uri);
    expect(hostname.includes("-pooler.")).toBe(pooled);
    const session = await openSession(
      {
        host: hostname,
        hostAddress: "127.0.0.1",
        port: host.dataPlanePort,
        user: username,
        password: decodeURIComponent(password),
        database: pathname.slice(1),
        tls: "verify-full",
        rootCertificate: ca,
        channelBinding: "require",
      },
      { purpose: "test" },
    );
    answers.push(...(await session.query("SELECT current_user, current_database()")).rows);
    await session.close();
  }
  expect(answers).toEqual([
    ["neondb_owner", "neondb"],
    ["neondb_owner", "neondb"],
  ]);
});

it("holds its data folder, tells nobody its key, and leaves nothing behind", async () => {
  await expect(serveNeonApi({ dataFolder: folder.path, key, log })).rejects.toMatchObject({ code: "alreadyRunning" });
  expect((await fetch(`${host.url}/projects`)).status).toBe(401);
  await host.close();
  await expect(fetch(`${host.url}/projects`)).rejects.toThrow();
  expect(folder.logLines.join("\n")).not.toContain(key);
  const again = await serveNeonApi({ dataFolder: folder.path, key, log });
  await again.close();
});
