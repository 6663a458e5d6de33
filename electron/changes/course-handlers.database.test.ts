import { afterAll, beforeAll, expect, it } from "vitest";
import { type ChangeBench, callContext, createChangeBench } from "./testing/change-bench.ts";

let bench: ChangeBench;
const projectId = "shop";
const connectionId = "orders";
const course = { pauseMs: 0, buildTimeoutMs: 0, makesRestorePoint: true, watchSeconds: 0 };

beforeAll(async () => {
  bench = await createChangeBench();
  await bench.addDatabase(connectionId, ["CREATE TABLE kept (x int)", "INSERT INTO kept VALUES (1)"]);
  await bench.write(connectionId, "0001_drop", "DROP TABLE kept;", null);
}, 60_000);
afterAll(() => bench.close());

it("keeps the target before an application, and goes back to it with the ledger saying so", async () => {
  const { handlers } = bench;
  await handlers["changes.rehearse"]({ connectionId, migrationIds: ["0001_drop"], role: "mara" }, callContext());
  const submission = { connectionId, migrationIds: ["0001_drop"], role: "mara", title: "Drop", description: "" };
  const { id, hash } = await handlers["changes.submit"](
    { ...submission, course, specReference: "CG-7" },
    callContext(),
  );
  await handlers["changes.approve"](
    { connectionId, id, role: "deniz", expectedHash: hash, comment: "" },
    callContext(),
  );
  const input = { connectionId, id, role: "mara" };
  const applied = await handlers["changes.apply"](input, callContext());
  const [point] = applied.restorePoints;
  expect([applied.state, applied.detail.specReference, point?.name, applied.checks[0]?.outcome]).toEqual([
    "applied",
    "CG-7",
    `before-${id.slice(0, 8)}`,
    "fine",
  ]);
  const head = applied.events[0];
  const restored = await handlers["changes.restore"]({ ...input, restorePointId: point?.id ?? "" }, callContext());
  expect([
    restored.applications,
    restored.events[0]?.kind,
    (await bench.sql(connectionId, "SELECT x FROM kept")).rows,
    (await bench.sql(connectionId, "SELECT left_sequence::text, left_hash FROM steward.restored")).rows,
  ]).toEqual([[], "restored", [["1"]], [[String(head?.sequence), head?.hash]]]);
  const kept = (await bench.plane.listBranches(projectId)).map(({ name }) => name);
  expect(kept).toEqual(expect.arrayContaining([point?.name, expect.stringMatching(/^until-restore-/)]));
  expect(await handlers["changes.verify"]({ connectionId }, callContext())).toMatchObject({ isIntact: true });
  await expect(
    handlers["changes.restore"]({ ...input, restorePointId: "00000000-0000-4000-8000-000000000000" }, callContext()),
  ).rejects.toMatchObject({ code: "notFound" });
}, 120_000);

it("promotes what is applied to a later environment, by the ledger's bytes and to approvals of its own", async () => {
  const { handlers } = bench;
  await bench.addDatabase("staging");
  await bench.write("staging", "0002_made", "CREATE TABLE made (x int);", "DROP TABLE made;");
  const { id, hash } = await bench.approve("staging", ["0002_made"]);
  const promote = { connectionId: "staging", id, role: "mara", toConnectionId: connectionId };
  await expect(handlers["changes.promote"](promote, callContext())).rejects.toMatchObject({
    message: "Only what is applied on staging can be promoted.",
  });
  await handlers["changes.apply"]({ connectionId: "staging", id, role: "mara" }, callContext());
  await bench.removeFiles("staging", "0002_made");
  const promoted = await handlers["changes.promote"](promote, callContext());
  expect([
    promoted.state,
    promoted.migrations[0]?.upSql,
    promoted.report?.outcome,
    promoted.detail.promotedFrom,
  ]).toEqual(["open", "CREATE TABLE made (x int);", "passed", { connectionId: "staging", requestId: id, hash }]);
  const decision = { connectionId, id: promoted.id, role: "deniz", expectedHash: promoted.hash, comment: "" };
  await handlers["changes.approve"](decision, callContext());
  const applied = await handlers["changes.apply"]({ connectionId, id: promoted.id, role: "mara" }, callContext());
  expect(applied.state).toBe("applied");
  const back = { connectionId, id: promoted.id, role: "mara", toConnectionId: "staging" };
  await expect(handlers["changes.promote"](back, callContext())).rejects.toMatchObject({
    message: "staging is staging; it does not come after production.",
  });
}, 120_000);
