import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { OperationJournal } from "./operation-journal.ts";

let folder: string;
let file: string;
let journal: OperationJournal;
const steps = [{ action: "create_branch" }, { action: "start_compute" }];
const shown = (from = journal) => from.list("p").map(({ action, status, error }) => [action, status, error ?? ""]);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "steward-journal-"));
  file = join(folder, "operations.json");
  journal = await OperationJournal.load(file);
});
afterEach(() => rm(folder, { recursive: true }));

it("runs one operation after the other, newest first in the list, and locks the project until the last has ended", async () => {
  const running = journal.begin("p", steps);
  expect([shown(), () => journal.begin("p", steps)]).toEqual([[], expect.any(Function)]);
  expect(() => journal.begin("p", steps)).toThrow(expect.objectContaining({ status: 423 }));
  journal.begin("other", steps).refuse();
  await running.admit();
  running.setBranch("br-1", "ep-1");
  const first = shown();
  running.advance();
  const second = shown();
  await running.finish();
  expect([first, second, shown()]).toEqual([
    [
      ["start_compute", "scheduling", ""],
      ["create_branch", "running", ""],
    ],
    [
      ["start_compute", "running", ""],
      ["create_branch", "finished", ""],
    ],
    [
      ["start_compute", "finished", ""],
      ["create_branch", "finished", ""],
    ],
  ]);
  expect(journal.list("p").map(({ branch_id, endpoint_id }) => [branch_id, endpoint_id])).toEqual([
    ["br-1", "ep-1"],
    ["br-1", undefined],
  ]);
  expect(() => journal.refuseLocked("p")).not.toThrow();
});

it("fails the running one with the reason and cancels those behind it", async () => {
  const running = journal.begin("p", steps);
  await running.admit();
  await running.fail("No room.");
  expect([shown(), journal.list("p").map((one) => one.failures_count)]).toEqual([
    [
      ["start_compute", "cancelled", ""],
      ["create_branch", "failed", "No room."],
    ],
    [0, 1],
  ]);
  journal.begin("p", steps).refuse();
});

it("shows nothing of what was refused, and unlocks", async () => {
  journal.begin("p", steps).refuse();
  expect(shown()).toEqual([]);
  await journal.begin("p", steps).finish();
});

it("after a kill, knows what was done, and that what was going on has failed", async () => {
  const done = journal.begin("p", [{ action: "suspend_compute", branchId: "br-1" }]);
  await done.admit();
  await done.finish();
  await journal.note("br-1", { hasEndpoint: false });
  await journal.note("br-1", { annotation: { a: "b" } });
  await journal.begin("p", steps).admit();
  const again = await OperationJournal.load(file);
  expect([shown(again), again.noteOf("br-1")]).toEqual([
    [
      ["start_compute", "cancelled", "The server ended before this operation did."],
      ["create_branch", "failed", "The server ended before this operation did."],
      ["suspend_compute", "finished", ""],
    ],
    { hasEndpoint: false, annotation: { a: "b" } },
  ]);
  await again.begin("p", steps).finish();
});

it("keeps a thousand operations, writes nothing after it was closed, and refuses a file that is none", async () => {
  const many = journal.begin(
    "p",
    Array.from({ length: 1_050 }, (_, index) => ({ action: `a${index}` })),
  );
  await many.admit();
  await many.finish();
  expect([journal.list("p").length, journal.list("p").at(-1)?.action]).toEqual([1_000, "a50"]);
  await journal.close();
  await journal.note("br-1", { hasEndpoint: true });
  expect((await OperationJournal.load(file)).noteOf("br-1")).toEqual({});
  await writeFile(file, "{}");
  await expect(OperationJournal.load(file)).rejects.toMatchObject({ code: "fileSystem" });
});
