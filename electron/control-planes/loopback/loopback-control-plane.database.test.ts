// The sample workspace's way to its branches: nothing that the clusters can do may be lost on it.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Branch, headCopy, type MaskingRule } from "../../../shared/branches/model.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import {
  createPlaneFolder,
  hastyProjectRequest,
  mainId,
  type PlaneFolder,
  projectId,
  runSql,
} from "../../testing/plane-folder.ts";
import type { BranchRequest } from "../control-plane.ts";
import type { EmbeddedControlPlane } from "../embedded/embedded-control-plane.ts";
import { type LoopbackControlPlane, openLoopbackControlPlane } from "./loopback-control-plane.ts";

let folder: PlaneFolder;
let embedded: EmbeddedControlPlane;
let plane: LoopbackControlPlane;
const secrets: string[] = [];

beforeAll(async () => {
  folder = await createPlaneFolder();
  embedded = await folder.open();
  await embedded.createProject(hastyProjectRequest);
  await embedded.createDatabase(projectId, mainId, { name: "shop", owner: "app_owner" });
  await run(mainId, "CREATE TABLE public.item AS SELECT 1 AS id");
  plane = await openLoopbackControlPlane({
    plane: embedded,
    dataFolder: folder.path,
    keepSecret: (secret) => secrets.push(secret),
    log: (line) => folder.logLines.push(line),
  });
});
afterAll(async () => {
  await plane.close();
  await folder.remove();
});

const run = async (branchId: string, sql: string) =>
  await runSql(await embedded.connectParameters(projectId, branchId, "shop"), sql);
const request = (name: string, changes: Partial<BranchRequest> = {}): BranchRequest => ({
  ...{ projectId, parentId: mainId, name, ...headCopy, timeToLiveSeconds: null, purpose: "work" },
  ...changes,
});
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => "no failure",
    (error: unknown) => (isAppError(error) ? [error.code, error.message] : String(error)),
  );
const factsOf = ({ name, state, compute, purpose }: Branch) => ({ name, state, compute, purpose });
const namesOf = async () => (await plane.listBranches(projectId)).map(({ name }) => name);

it("makes a branch that lives for a year, tells how far it is, and shows it as the clusters do", async () => {
  const steps: string[] = [];
  const seconds = 360 * 24 * 3600;
  const made = await plane.createBranch(request("a year", { timeToLiveSeconds: seconds, purpose: "rehearsal" }), {
    report: ({ step }) => steps.push(step),
  });
  expect(factsOf(made)).toEqual({ name: "a year", state: "ready", compute: "active", purpose: "rehearsal" });
  expect(Date.parse(made.expiresAt ?? "") - Date.now()).toBeGreaterThan((seconds - 60) * 1000);
  expect(steps).toEqual(expect.arrayContaining(["Preparing", "Starting Postgres"]));
  const own = (await embedded.listBranches(projectId)).map((branch) => ({ ...branch, expiresAt: null }));
  expect((await plane.listBranches(projectId)).map((branch) => ({ ...branch, expiresAt: null }))).toEqual(own);
  expect(await plane.listOperations(projectId)).toEqual(await embedded.listOperations(projectId));
});

it("ends a copy that is cancelled, and nothing is left of it", async () => {
  const clusters = await folder.clusters();
  const abort = new AbortController();
  const call = { signal: abort.signal, report: () => abort.abort() };
  expect((await failureOf(plane.createBranch(request("never"), call)))[0]).toBe("cancelled");
  expect([await namesOf(), await folder.clusters()]).toEqual([["main", "a year"], clusters]);
});

describe("the past", () => {
  it("is reached a few seconds back, by time and by position, and shown with the moment that was asked for", async () => {
    await embedded.keepHistory(projectId, mainId);
    const [[at, lsn] = []] = await run(
      mainId,
      "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'), pg_current_wal_lsn()",
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    await run(mainId, "INSERT INTO public.item VALUES (2)");
    const point = { kind: "time", at: at ?? "" } as const;
    const past = await plane.createBranch(request("by time", { point, purpose: "past" }));
    expect([past.parentTime, past.purpose, past.suspendAfterSeconds, await run(past.id, "TABLE item")]).toEqual([
      ...[at, "past", 60],
      [["1"]],
    ]);
    await plane.deleteBranch(projectId, past.id);
    const byLsn = await plane.createBranch(request("by position", { point: { kind: "lsn", lsn: lsn ?? "" } }));
    expect(await run(byLsn.id, "TABLE item")).toEqual([["1"]]);
    await plane.deleteBranch(projectId, byLsn.id);
    expect((await plane.listBranches(projectId))[0]?.historyStart).not.toBeNull();
  });

  it("comes back in place without a branch that keeps the present, where the user wants none", async () => {
    const [[at] = []] = await run(
      mainId,
      "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')",
    );
    await run(mainId, "INSERT INTO public.item VALUES (3)");
    const restore = { sourceBranchId: mainId, point: { kind: "time", at: at ?? "" }, preserveUnder: null } as const;
    const found = await failureOf(plane.restoreBranch(projectId, mainId, restore));
    const direct = await failureOf(embedded.restoreBranch(projectId, mainId, restore));
    expect(found).toEqual(direct);
    const kept = await plane.restoreBranch(projectId, mainId, { ...restore, preserveUnder: "before" });
    expect([kept.state, await run(mainId, "SELECT max(id) FROM item")]).toEqual(["ready", [["2"]]]);
  });
});

it("refuses in the clusters' own words and at once", async () => {
  const snapshot = await plane.createSnapshot(projectId, mainId, "first", null);
  expect(await failureOf(plane.createSnapshot(projectId, mainId, "first", null))).toEqual([
    "conflict",
    "There is a snapshot with the name first already.",
  ]);
  expect(await failureOf(plane.deleteBranch(projectId, mainId))).toEqual(
    await failureOf(embedded.deleteBranch(projectId, mainId)),
  );
  expect(await failureOf(plane.createBranch(request("main")))).toEqual([
    "conflict",
    "There is a branch named main already.",
  ]);
  expect(await failureOf(plane.createBranch(request("orphan", { parentId: "br-none-00000001" })))).toEqual([
    "notFound",
    expect.any(String),
  ]);
  await plane.deleteSnapshot(projectId, snapshot.id);
});

describe("an anonymised branch", () => {
  const rule = (table: string, column: string, text: string): MaskingRule => ({
    ...{ database: "shop", schema: "public", table, column },
    mask: { kind: text.startsWith("anon.") || text === "NULL" ? "function" : "value", text },
  });
  const rules = [
    rule("person", "mail", "anon.hash(mail)"),
    rule("person", "name", "it's \\ hidden"),
    rule("person", "born", "anon.random_date_between('1970-01-01', '1980-01-01')"),
    rule("event", "who", "anon.partial(who, 1, '…', 0)"),
    rule("event", "person_id", "NULL"),
  ];
  let masked: Branch;

  beforeAll(async () => {
    for (const sql of [
      "CREATE TABLE person (id int PRIMARY KEY, mail text UNIQUE, name text NOT NULL, born date)",
      `INSERT INTO person SELECT n, 'secret-' || n || '@example.org', 'Secret ' || n, '2001-01-01'
        FROM generate_series(1, 50) n`,
      "CREATE TABLE event (day int, who text, person_id int REFERENCES person) PARTITION BY LIST (day)",
      "CREATE TABLE event_1 PARTITION OF event FOR VALUES IN (1)",
      "INSERT INTO event SELECT 1, 'Secret ' || n, n FROM generate_series(1, 50) n",
      "CREATE TABLE log (was text)",
      `CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql
        AS 'BEGIN INSERT INTO log VALUES (OLD.mail); RETURN NEW; END'`,
      "CREATE TRIGGER keep AFTER UPDATE ON person FOR EACH ROW EXECUTE FUNCTION keep()",
      "CREATE MATERIALIZED VIEW people AS SELECT name FROM person",
      "ANALYZE person, event, people",
    ])
      await run(mainId, sql);
    masked = await plane.createBranch(request("masked", { content: "anonymised", maskingRules: rules }));
  });

  it("has masked rows, whole keys, and nothing of the values in statistics, views and by triggers", async () => {
    const all = await run(
      masked.id,
      `SELECT count(*), count(DISTINCT mail), bool_and(length(mail) = 64), max(name), bool_and(born < '1980-01-02') FROM person
      UNION ALL SELECT count(*), count(DISTINCT who), true, max(who), bool_and(person_id IS NULL) FROM event
      UNION ALL SELECT count(*), 0, true, NULL, true FROM log
      UNION ALL SELECT count(*), count(DISTINCT name), true, max(name), true FROM people
      UNION ALL SELECT count(*), 0, true, NULL, true FROM pg_stats s WHERE s::text ILIKE '%secret%'`,
    );
    expect(all).toEqual([
      ["50", "50", "t", "it's \\ hidden", "t"],
      ["50", "1", "t", "S…", "t"],
      ["0", "0", "t", null, "t"],
      ["50", "1", "t", "it's \\ hidden", "t"],
      ["0", "0", "t", null, "t"],
    ]);
    expect(await run(mainId, "SELECT max(name) FROM person")).toEqual([["Secret 9"]]);
    const masking = await plane.readMasking?.(projectId, masked.id);
    expect([masked.content, masking?.state, masking?.rules, masking?.maskedColumns]).toEqual([
      ...["anonymised", "masked"],
      ...[rules, 5],
    ]);
    expect(masked.restrictions.map(({ action }) => action)).toEqual(["reset", "restore"]);
    expect(await plane.readMasking?.(projectId, mainId)).toBeNull();
  });

  it("is not made by a rule that cannot be followed, and what was masked stays so when a later rule fails", async () => {
    const make = (maskingRule: MaskingRule) =>
      failureOf(plane.createBranch(request("bad", { content: "anonymised", maskingRules: [maskingRule] })));
    expect([
      await make(rule("person", "id", "1")),
      await make(rule("person", "mail", "same")),
      await make(rule("person", "mail", "anon.fake_first_name()")),
    ]).toEqual([
      ["refused", "Column public.person.id is a part of a key: rows refer to each other by it."],
      ["refused", expect.stringContaining('Table "public"."person" could not be masked: duplicate key')],
      ["refused", "Column mail cannot be masked by anon.fake_first_name() on this computer."],
    ]);
    expect(await namesOf()).not.toContain("bad");
    await plane.setMaskingRules?.(projectId, masked.id, [rule("person", "nothing", "x")]);
    expect(await failureOf(plane.maskBranch?.(projectId, masked.id) ?? Promise.resolve())).toEqual([
      "refused",
      "There is no column public.person.nothing in database shop.",
    ]);
    expect((await plane.readMasking?.(projectId, masked.id))?.state).toBe("failed");
    await plane.setMaskingRules?.(projectId, masked.id, [rule("person", "name", "other")]);
    expect((await plane.maskBranch?.(projectId, masked.id))?.state).toBe("masked");
    expect(await run(masked.id, "SELECT max(name), min(length(mail)) FROM person")).toEqual([["other", "64"]]);
  });
});

it("keeps its key in memory, and shows that it has one to nobody", async () => {
  expect(secrets.length).toBe(1);
  const [secret = ""] = secrets;
  const files = (await readdir(folder.path, { recursive: true, withFileTypes: true })).filter(
    (entry) => entry.isFile() && /json|log|txt/.test(entry.name),
  );
  const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), "utf8")));
  expect([...texts, ...folder.logLines].filter((text) => text.includes(secret))).toEqual([]);
});
