import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChangeRequest } from "../../../shared/changes/model.ts";
import { isFrozen } from "../../../shared/changes/policy-rules.ts";
import { defaultPolicy, type Freeze, type Policy } from "../../../shared/changes/review-model.ts";
import { callContext } from "../testing/change-bench.ts";
import { createLedgerBench, type LedgerBench } from "../testing/ledger-bench.ts";

let bench: LedgerBench;
let request: ChangeRequest;
const at = () => ({ connectionId: bench.connectionId, id: request.id });
const setPolicy = (policy: Partial<Policy>, role?: string) =>
  bench.handlers["changes.setPolicy"](
    { connectionId: bench.connectionId, ...(role ? { role } : {}), policy: writable({ ...defaultPolicy, ...policy }) },
    callContext(),
  );
/** What the contract's schema infers has no readonly arrays. */
const writable = (policy: Policy) => ({
  ...policy,
  freezes: policy.freezes.map((freeze) => ({ ...freeze, days: [...freeze.days] })),
});
const always: Freeze = {
  reason: "stocktaking",
  timeZone: "Asia/Tokyo",
  days: [1, 2, 3, 4, 5, 6, 7],
  from: "00:00",
  to: "24:00",
  startDate: null,
  endDate: null,
};

beforeAll(async () => {
  bench = await createLedgerBench();
  await bench.write("0001_a", "CREATE TABLE a (x int);", "DROP TABLE a;");
  request = await bench.approve("0001_a");
});
afterAll(() => bench.close());

describe("the policy", () => {
  it("is the owner's alone, by the app and by direct SQL", async () => {
    await expect(setPolicy({ approvers: 2 }, "mara")).rejects.toMatchObject({
      code: "refused",
      message: /does not own/,
    });
    const member = await bench.session("mara", "test");
    await member.execute(`SET ROLE "${bench.test.parameters.user}"`);
    const insert = `INSERT INTO steward.policy (environment, approvers, worst_class, allows_emergency, freezes, person)
      VALUES ('production', 1, 'breaking', true, '[]', 'x')`;
    await expect(member.execute(insert)).rejects.toMatchObject({ message: /does not own/ });
    await member.close();
    const { current, recorded, owner } = await setPolicy({ environment: "production", approvers: 2 });
    expect([current.approvers, recorded.length, owner]).toEqual([2, 1, bench.test.parameters.user]);
  });

  it("refuses windows that the server cannot read", async () => {
    const zones = [
      { timeZone: "Mars/Base" },
      { from: "25:00" },
      { days: [8] },
      { reason: " " },
      { startDate: "2026-02-30" },
    ];
    for (const wrong of zones)
      await expect(setPolicy({ freezes: [{ ...always, ...wrong }] })).rejects.toMatchObject({ code: "refused" });
  });

  it("asks for as many approvals as it says, in the list, at the app and at the ledger", async () => {
    expect((await bench.read(request.id)).state).toBe("open");
    await expect(bench.apply(request.id)).rejects.toMatchObject({ code: "refused", message: /1 of 2 approvals/ });
    await setPolicy({ environment: "production", approvers: 1 });
    expect((await bench.read(request.id)).state).toBe("approved");
  });

  it("stops an application for class, missing rehearsal and freeze: the ledger with the words of the app", async () => {
    const cases: readonly (readonly [Partial<Policy>, RegExp])[] = [
      [{ rehearsalHours: 24 }, /asks for a rehearsal/],
      [{ freezes: [always] }, /frozen now: stocktaking/],
    ];
    for (const [policy, message] of cases) {
      await setPolicy({ ...policy, allowsEmergency: true });
      await expect(bench.apply(request.id)).rejects.toMatchObject({ code: "refused", message });
      const session = await bench.session("mara", "test");
      await session.execute("SELECT pg_advisory_lock(1398031703, 1)");
      const start = `SELECT steward.start_application(gen_random_uuid(), '${request.id}', '0001_a', 'up')`;
      await expect(session.execute(start)).rejects.toMatchObject({ message });
      await session.close();
    }
  });

  it("is lifted by an emergency with a reason, and the record says so", async () => {
    const emergency = { ...at(), role: "mara", expectedHash: request.hash, reason: "The feed is down for everybody." };
    const declare = (changes: object) =>
      bench.handlers["changes.declareEmergency"]({ ...emergency, ...changes }, callContext());
    await expect(declare({ expectedHash: "0".repeat(64) })).rejects.toMatchObject({ code: "refused" });
    await expect(declare({ reason: "now" })).rejects.toMatchObject({ code: "sql" });
    expect((await declare({})).emergencies).toMatchObject([{ reason: emergency.reason }]);
    const applied = await bench.apply(request.id);
    expect([applied.state, applied.events.map(({ kind }) => kind)]).toEqual([
      "applied",
      expect.arrayContaining(["emergencyDeclared"]),
    ]);
    await setPolicy({ allowsEmergency: false });
    await expect(declare({})).rejects.toMatchObject({ message: /allows no emergencies/ });
  });

  it("never lets an emergency do without a second person", async () => {
    await setPolicy({ approvers: 3, allowsEmergency: true });
    await bench.write("0002_b", "CREATE TABLE b (x int);", null);
    const open = await bench.submit("0002_b");
    const emergency = { connectionId: bench.connectionId, id: open.id, role: "mara", expectedHash: open.hash };
    const reason = "Nobody else can be reached tonight.";
    expect((await bench.handlers["changes.declareEmergency"]({ ...emergency, reason }, callContext())).state).toBe(
      "open",
    );
    await expect(bench.apply(open.id)).rejects.toMatchObject({ message: /not approved: 0 of 3/ });
  });

  it("reads freezes as the app does, in every zone and at every hour of a year", async () => {
    const freezes: readonly Freeze[] = [
      { ...always, timeZone: "Europe/Berlin", days: [1, 5], from: "18:00", to: "08:00" },
      { ...always, timeZone: "America/New_York", from: "01:30", to: "02:30" },
      { ...always, timeZone: "Asia/Kathmandu", days: [7], startDate: "2026-03-01", endDate: "2026-10-04" },
      { ...always, timeZone: "Pacific/Auckland", from: "22:00", to: "22:00", days: [3] },
    ];
    const moments = Array.from({ length: 800 }, (_, step) => new Date(Date.UTC(2026, 0, 1) + step * 39_600_007));
    for (const freeze of freezes) {
      const asked = `SELECT steward.freeze_at('${JSON.stringify([freeze])}', m) IS NOT NULL
        FROM unnest('{${moments.map((moment) => moment.toISOString()).join(",")}}'::timestamptz[]) WITH ORDINALITY u(m, n) ORDER BY n`;
      const found = (await bench.sql("owner", asked)).rows.map(([isIn]) => isIn === "t");
      expect(found, freeze.timeZone).toEqual(moments.map((moment) => isFrozen(freeze, moment)));
    }
  });
});

describe("a thread", () => {
  it("is answered, edited by its writer only, resolved and reopened; nothing of it is lost", async () => {
    const said = await bench.handlers["changes.comment"](
      { ...at(), role: "deniz", text: "Why?", migrationId: null, statementIndex: null },
      callContext(),
    );
    const threadId = said.comments[0]?.id ?? "";
    const add = (role: string, kind: "reply" | "edit" | "resolve" | "reopen", text = "") =>
      bench.handlers["changes.thread"]({ ...at(), role, threadId, kind, edits: null, text }, callContext());
    await add("mara", "reply", "Because");
    await add("deniz", "edit", "Why so?");
    await expect(add("mara", "edit", "I never asked")).rejects.toMatchObject({ code: "refused" });
    await add("mara", "resolve");
    await expect(add("deniz", "resolve")).rejects.toMatchObject({ code: "conflict" });
    const reopened = await add("deniz", "reopen");
    const person = (short: string) => bench.test.roleName(short);
    expect(reopened.comments[0]).toMatchObject({
      text: "Why?",
      entries: [
        { kind: "reply", person: person("mara"), text: "Because" },
        { kind: "edit", person: person("deniz"), text: "Why so?" },
        { kind: "resolve", person: person("mara") },
        { kind: "reopen", person: person("deniz") },
      ],
    });
  });
});

describe("an approval", () => {
  it("is void for another detail, and no script or detail can be slipped in", async () => {
    await setPolicy({});
    const approved = await bench.approve("0002_b");
    const slipped = [
      `INSERT INTO steward.request_detail (request_id, detail) VALUES ('${approved.id}', '{"course":{}}')`,
      `INSERT INTO steward.migration (request_id, position, id, number, up_script) VALUES ('${approved.id}', 9, '0009_x', 9, 'DROP')`,
    ];
    for (const sql of slipped) await expect(bench.sql("owner", sql), sql).rejects.toMatchObject({ code: "sql" });
    const session = await bench.session("admin", "tamper");
    await session.execute("SET session_replication_role = replica");
    await session.execute(
      `UPDATE steward.request_detail SET detail = replace(detail, '"pauseMs":0', '"pauseMs":1') WHERE request_id = '${approved.id}'`,
    );
    await session.close();
    await expect(bench.apply(approved.id)).rejects.toMatchObject({ code: "refused", message: /hash is another one/ });
    const found = await bench.handlers["changes.verify"]({ connectionId: bench.connectionId }, callContext());
    expect(found).toMatchObject({ isIntact: false, reason: expect.stringMatching(/^request_detail .* was changed/) });
  });
});
