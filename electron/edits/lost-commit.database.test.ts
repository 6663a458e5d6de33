// The line, the backend or the server goes before, during and after the COMMIT of staged changes.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CommitResult } from "../../shared/edits/contract.ts";
import type { RowChange } from "../../shared/edits/model.ts";
import { openSession } from "../postgres/connect.ts";
import { findCommitOutcome } from "../postgres/outcome/commit-outcome.ts";
import { type CutPlace, type CuttingProxy, createCuttingProxy } from "../testing/cutting-proxy.ts";
import { type KillableServer, startKillableServer } from "../testing/killable-server.ts";
import { createRowReader } from "../testing/row-reader.ts";
import { createEditsHandlers } from "./handlers.ts";

const ref = { connectionId: "any" };
let server: KillableServer;
let proxy: CuttingProxy;
let folder: string;
let reader: ReturnType<typeof createRowReader>;

beforeAll(async () => {
  server = await startKillableServer();
  proxy = await createCuttingProxy(server.parameters);
  folder = mkdtempSync(join(tmpdir(), "steward-lost-"));
  reader = createRowReader(() => ({ ...server.parameters, port: proxy.port }));
  await past([
    "CREATE TABLE item (id int PRIMARY KEY, name text)",
    "CREATE TABLE slow (id int PRIMARY KEY, name text)",
    "CREATE FUNCTION wait_for_it() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(20); RETURN NULL; END'",
    "CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON slow DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait_for_it()",
  ]);
});
afterAll(async () => {
  await reader.databases.close();
  await proxy.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What another program does and sees, past the proxy. */
async function past(statements: readonly string[]): Promise<string> {
  const session = await openSession(server.parameters, { purpose: "another program" });
  let last = "";
  for (const sql of statements) last = (await session.query(sql)).rows[0]?.[0] ?? "";
  await session.close();
  return last;
}
const isThere = async (name: string, id: number) =>
  (await past([`SELECT count(*) FROM ${name} WHERE id = ${id}`])) === "1";

const handlersOf = (askForMs: number) =>
  createEditsHandlers({
    databases: reader.databases,
    undoFolder: join(folder, "undo"),
    refuseWrite: async () => null,
    askForMs,
  });

function commit(name: string, id: number, askForMs: number): Promise<CommitResult> {
  const insert: RowChange = { kind: "insert", values: [{ column: "id", value: { kind: "text", text: String(id) } }] };
  return handlersOf(askForMs)["edits.commit"]({ ref, schema: "public", name, changes: [insert] }, reader.context());
}

describe("staged changes whose COMMIT is not answered", () => {
  it("are never reported wrongly, wherever the line is cut", async () => {
    const places: readonly CutPlace[] = ["before", "behind", "answered"];
    const wrong: unknown[] = [];
    for (let id = 0; id < 30; id++) {
      const place = places[id % places.length] ?? "before";
      proxy.cutAt("COMMIT", place);
      const { kind } = await commit("item", id, 20_000);
      if (kind !== ((await isThere("item", id)) ? "committed" : "failed")) wrong.push([id, place, kind]);
    }
    expect(wrong).toEqual([]);
  });

  it("are not stored when the backend is ended while it commits", async () => {
    const committing = commit("slow", 1, 20_000);
    await expect
      .poll(() =>
        past(["SELECT count(*) FROM pg_stat_activity WHERE application_name = 'Steward edits' AND query = 'COMMIT'"]),
      )
      .toBe("1");
    await past(["SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'Steward edits'"]);
    expect([await committing, await isThere("slow", 1)]).toMatchObject([{ kind: "failed", change: null }, false]);
  });

  it("are not stored when the server is killed while it commits", async () => {
    const committing = commit("slow", 2, 30_000);
    await wait(700);
    await server.kill();
    await server.restart();
    expect([await committing, await isThere("slow", 2)]).toMatchObject([
      { kind: "failed", error: { code: "connectionLost" } },
      false,
    ]);
  });

  it("are asked about again when the server was down too long", async () => {
    proxy.cutAt("COMMIT", "answered", "refuse");
    const result = await commit("item", 100, 700);
    if (result.kind !== "unknown" || result.mark === null) throw new Error(JSON.stringify(result));
    proxy.accept();
    const table = { ref, schema: "public", name: "item" };
    const afterRestart = await handlersOf(0)["edits.doubt"](table, reader.context());
    expect(afterRestart).toEqual({ mark: result.mark, undoFile: result.undoFile });
    await handlersOf(0)["edits.settle"](table, reader.context());
    expect(await handlersOf(0)["edits.doubt"](table, reader.context())).toBeNull();
    const verdict = await findCommitOutcome(reader.databases, ref, result.mark, reader.context().signal, 5_000);
    expect([verdict, await isThere("item", 100)]).toEqual(["committed", true]);
  });
});
