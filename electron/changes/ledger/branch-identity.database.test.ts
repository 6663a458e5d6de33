import { afterAll, beforeAll, expect, it } from "vitest";
import type { Branch } from "../../../shared/branches/model.ts";
import { headCopy } from "../../../shared/branches/model.ts";
import { openSession } from "../../postgres/connect.ts";
import { type ChangeBench, callContext, createChangeBench } from "../testing/change-bench.ts";
import { readTargetIdentity } from "./target.ts";

let bench: ChangeBench;
let main: Branch;
let branch: Branch;
const projectId = "shop";
const connectionId = "orders";

beforeAll(async () => {
  bench = await createChangeBench();
  await bench.addDatabase(connectionId);
  await bench.write(connectionId, "0001_a", "CREATE TABLE a (x int);", "DROP TABLE a;");
  [main] = (await bench.plane.listBranches(projectId)) as [Branch]; // a project has a default branch
}, 60_000);
afterAll(() => bench.close());

const onBranch = async (branchId: string, role: string, statements: readonly string[]) => {
  const session = await openSession(await bench.plane.connectParameters(projectId, branchId, connectionId, role), {
    purpose: "test",
  });
  try {
    const { identity } = await readTargetIdentity(session);
    let last = await session.execute("SELECT steward.target_identity()");
    expect(last.rows).toEqual([[identity]]);
    for (const statement of statements) last = await session.execute(statement);
    return { identity, last };
  } finally {
    await session.close();
  }
};

const start = (id: string) => [
  "SELECT pg_advisory_lock(1398031703, 1)",
  `SELECT steward.start_application(gen_random_uuid(), '${id}', '0001_a', 'up')`,
];
const elsewhere = { message: "This change request was made for another database or branch." };

it("does not let an approval on the parent count on its branch, nor one of the branch on the parent", async () => {
  const request = await bench.approve(connectionId, ["0001_a"]);
  branch = await bench.plane.createBranch({
    projectId,
    parentId: main.id,
    name: "copy",
    timeToLiveSeconds: null,
    purpose: "work",
    ...headCopy,
  });
  await expect(onBranch(branch.id, "mara", start(request.id))).rejects.toMatchObject(elsewhere);
  const decide = `SELECT steward.decide('${request.id}', 'refuse', '${request.hash}', '')`;
  await expect(onBranch(branch.id, "deniz", [decide])).rejects.toMatchObject(elsewhere);

  const own = "00000000-0000-4000-8000-000000000001";
  const submission = {
    id: own,
    connectionId,
    title: "on the branch",
    description: "",
    class: "safe",
    findings: "[]",
    lockTimeoutMs: 1000,
    statementTimeoutMs: 0,
    lockTries: 1,
    detail: "{}",
  };
  const scripts = [{ id: "0001_a", order: 1, up: Buffer.from("CREATE TABLE a (x int)").toString("hex"), down: null }];
  const submit = `SELECT steward.submit('${JSON.stringify(submission)}', '${JSON.stringify(scripts)}')`;
  const { identity, last } = await onBranch(branch.id, "mara", [submit]);
  const hash = last.rows[0]?.[0];
  await onBranch(branch.id, "deniz", [`SELECT steward.decide('${own}', 'approve', '${hash}', '')`]);
  await onBranch(branch.id, "mara", start(own));

  const restored = { sourceBranchId: branch.id, point: { kind: "head" }, preserveUnder: "before" } as const;
  await bench.plane.restoreBranch(projectId, main.id, restored);
  await expect(onBranch(main.id, "mara", start(own))).rejects.toMatchObject(elsewhere);
  await expect(
    bench.handlers["changes.apply"]({ connectionId, id: own, role: "mara" }, callContext()),
  ).rejects.toMatchObject({ code: "refused" });
  const events = await bench.handlers["changes.history"]({ connectionId, limit: 100 }, callContext());
  expect(events.filter(({ isFromElsewhere }) => isFromElsewhere).map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(["submitted", "approved", "applyStarted"]),
  );
  expect((await onBranch(main.id, "mara", [])).identity).not.toBe(identity);
  expect(await bench.handlers["changes.verify"]({ connectionId }, callContext())).toMatchObject({ isIntact: true });
}, 120_000);
