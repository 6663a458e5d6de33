import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { OperationJournal } from "./operation-journal.ts";

let folder: string;
let file: string;
const lines: string[] = [];
const load = () => OperationJournal.load(file, (line) => lines.push(line));
const brief = (journal: OperationJournal, projectId = "p") =>
  journal.list(projectId, 100).map(({ action, state, error }) => [action, state, error]);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "steward-journal-"));
  file = join(folder, "operations.jsonl");
  lines.length = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("the journal of operations", () => {
  it("tells newest first how each went, and still does after a restart", async () => {
    const journal = await load();
    expect(await journal.follow("p", "b", "create_branch", async () => 7)).toBe(7);
    const fail = (error: Error) => () => Promise.reject(error);
    await expect(journal.follow("p", "b", "reset_branch", fail(new Error("no room")))).rejects.toThrow("no room");
    const cancelled = new AppError("cancelled", "It was.");
    await expect(journal.follow("p", null, "restore_branch", fail(cancelled))).rejects.toBe(cancelled);
    await journal.follow("other", "x", "create_branch", async () => undefined);
    const expected = [
      ["restore_branch", "cancelled", null],
      ["reset_branch", "failed", "no room"],
      ["create_branch", "finished", null],
    ];
    await journal.flush();
    expect([brief(journal), brief(await load()), brief(journal, "other")]).toEqual([
      expected,
      expected,
      [["create_branch", "finished", null]],
    ]);
  });

  it("says of what a kill interrupted that it failed, and forgets only a line that was torn", async () => {
    const journal = await load();
    await journal.follow("p", "b", "start_compute", async () => undefined);
    void journal.follow("p", "b", "create_snapshot", () => new Promise(() => undefined));
    await journal.flush();
    expect(brief(journal)[0]).toEqual(["create_snapshot", "running", null]);
    await appendFile(file, '{"id":"half');
    const expected = [
      ["create_snapshot", "failed", "Steward ended in the middle of it."],
      ["start_compute", "finished", null],
    ];
    expect(brief(await load())).toEqual(expected);
    expect(brief(await load())).toEqual(expected);
  });

  it("keeps a thousand", async () => {
    const journal = await load();
    for (let count = 1; count <= 1003; count++) await journal.follow("p", null, `step ${count}`, async () => count);
    await journal.flush();
    const again = await load();
    const texts = (await readFile(file, "utf8")).trim().split("\n");
    const ends = (all: OperationJournal) => all.list("p", 2000).map((one) => one.action);
    expect([ends(journal).length, ends(again), texts.length]).toEqual([1000, ends(journal), 1000]);
    expect([ends(again)[0], ends(again).at(-1)]).toEqual(["step 1003", "step 4"]);
  });

  it("that cannot be written is said, and stops nobody", async () => {
    const journal = await load();
    await rm(folder, { recursive: true });
    expect(await journal.follow("p", "b", "start_compute", async () => "done")).toBe("done");
    await journal.flush();
    expect(lines).toEqual([expect.stringContaining("cannot be written"), expect.any(String)]);
  });
});
