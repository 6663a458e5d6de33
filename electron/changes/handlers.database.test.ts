import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChangeRequest } from "../../shared/changes/model.ts";
import type { Progress } from "../../shared/ipc/declare.ts";
import { type ChangeBench, callContext, createChangeBench } from "./testing/change-bench.ts";

let bench: ChangeBench;
const connectionId = "orders";
const buildIndex = "CREATE INDEX CONCURRENTLY run_event_kind_idx ON public.run_event (kind)";

beforeAll(async () => {
  bench = await createChangeBench();
  await bench.addDatabase(connectionId, [
    "CREATE TABLE run_event (id int PRIMARY KEY, kind text, cost int)",
    "INSERT INTO run_event SELECT n, 'kind ' || n % 7, n FROM generate_series(1, 20000) n",
  ]);
  await bench.write(
    connectionId,
    "0001_index",
    `-- why\n${buildIndex};\n`,
    "DROP INDEX CONCURRENTLY run_event_kind_idx;",
  );
  await bench.write(
    connectionId,
    "0002_cost",
    "ALTER TABLE run_event ALTER COLUMN kind SET NOT NULL;\nALTER TABLE run_event ALTER COLUMN cost TYPE bigint;\n",
    "ALTER TABLE run_event ALTER COLUMN cost TYPE int;\nALTER TABLE run_event ALTER COLUMN kind DROP NOT NULL;\n",
  );
});
afterAll(() => bench.close());

const states = async () => {
  const folder = await bench.handlers["changes.folder"]({ connectionId }, callContext());
  return [folder.hasLedger, ...folder.migrations.map(({ id, state }) => `${id} ${state}`)];
};
const branches = async () => (await bench.plane.listBranches("shop")).map(({ name }) => name);
const indexCount = async () =>
  (await bench.sql(connectionId, "SELECT count(*) FROM pg_indexes WHERE indexname = 'run_event_kind_idx'"))
    .rows[0]?.[0];

describe("a folder", () => {
  it("is linted against its database: sizes count, and what is empty costs nobody a lock", async () => {
    const id = "sizes";
    await bench.addDatabase(id, [
      "CREATE TABLE empty (a int)",
      "CREATE TABLE full_one (a int, b varchar(5))",
      "INSERT INTO full_one SELECT n, n FROM generate_series(1, 3000) n",
      "ANALYZE full_one",
    ]);
    const up = "ALTER TABLE full_one ALTER b TYPE varchar(9);\nALTER TABLE full_one ALTER a TYPE bigint;\n";
    await bench.write(id, "0001_sizes", `CREATE INDEX x ON empty (a);\n${up}`, null);
    const folder = await bench.handlers["changes.folder"]({ connectionId: id }, callContext());
    const found = folder.migrations[0]?.findings.filter(({ cost }) => cost !== undefined && cost !== null) ?? [];
    expect(found.map(({ code, statementIndex, evidence }) => [code, statementIndex, evidence.estimatedRows])).toEqual([
      ["change-column-type", 2, 3000],
      ["merge-alter-table", 2, 3000],
    ]);
  });

  it("is read by many at once: nobody waits for a session that another one's reading holds", async () => {
    const ask = () => bench.handlers["changes.folder"]({ connectionId: "sizes" }, callContext());
    const folders = await Promise.all(Array.from({ length: 16 }, ask));
    expect(new Set(folders.map(({ migrations }) => migrations.length))).toEqual(new Set([1]));
  });
});

describe("the way of a change", () => {
  it("begins in the folder and is measured on a branch that is gone afterwards", async () => {
    expect(await states()).toEqual([false, "0001_index pending", "0002_cost pending"]);
    const steps: Progress[] = [];
    const report = await bench.handlers["changes.rehearse"](
      { connectionId, migrationIds: ["0002_cost", "0001_index"], role: "mara" },
      callContext(steps),
    );
    const { schema, statements } = report;
    expect([report.outcome, report.migrationIds, schema.downDifferences, schema.upDifferences]).toEqual([
      "passed",
      ["0001_index", "0002_cost"],
      [],
      [],
    ]);
    expect([schema.afterDown, schema.afterSecondUp]).toEqual([schema.before, schema.afterUp]);
    expect(statements.map(({ pass, migrationId, index }) => `${pass} ${migrationId} ${index}`)).toEqual([
      "up 0001_index 0",
      "up 0002_cost 0",
      "up 0002_cost 1",
      "down 0002_cost 0",
      "down 0002_cost 1",
      "down 0001_index 0",
      "upAgain 0001_index 0",
      "upAgain 0002_cost 0",
      "upAgain 0002_cost 1",
    ]);
    expect(statements.slice(0, 3).map(({ locks }) => locks[0]?.mode)).toEqual([
      "ShareUpdateExclusive",
      "AccessExclusive",
      "Share",
    ]);
    expect(statements.map(({ rewrites }) => rewrites.join())).toEqual(
      [0, 0, 1, 1, 0, 0, 0, 0, 1].map((isRewritten) => (isRewritten ? "public.run_event" : "")),
    );
    expect(statements.slice(0, 3).map(({ scans }) => scans)).toEqual([
      undefined,
      ["public.run_event"],
      ["public.run_event"],
    ]);
    const same = { rows: 20_000, columns: [], isSame: true };
    expect([report.dataPreserved, report.data]).toEqual([
      true,
      {
        tables: [{ table: "public.run_event", rowsBefore: 20_000, afterUp: same, afterDown: same }],
        notCompared: [],
      },
    ]);
    expect(
      statements.slice(0, 3).map(({ estimate }) => [estimate?.rows, estimate?.confidence, estimate?.basis]),
    ).toEqual(
      Array.from({ length: 3 }, () => [20_000, "high", "the branch had public.run_event in the target's size"]),
    );
    expect([report.queries?.source, report.queries?.reason]).toEqual([
      "none",
      "The target does not have the extension pg_stat_statements.",
    ]);
    const corrected = report.findings.map(({ code, measured }) => `${code} ${measured?.verdict}`);
    expect(corrected.filter((one) => !one.endsWith("added"))).toEqual([
      "cic-waits-old-xact confirmed",
      "set-not-null confirmed",
      "change-column-type confirmed",
      "merge-alter-table confirmed",
      "change-column-type confirmed",
    ]);
    expect(schema.changes).toContainEqual({ side: "found", line: "column public.run_event.kind text not null" });
    expect(steps.filter(({ unit }) => unit === "statements").at(-1)).toMatchObject({ done: 8, total: 9 });
    expect([await branches(), await indexCount()]).toEqual([["main"], "0"]);
    const { hash, migrationIds, outcome, scriptsSha256 } = report;
    expect(await bench.handlers["changes.rehearsals"]({ connectionId, limit: 5 }, callContext())).toEqual([
      { hash, at: expect.any(String), person: "mara", outcome, migrationIds, scriptsSha256 },
    ]);
    expect(await bench.handlers["changes.rehearsal"]({ connectionId, hash }, callContext())).toEqual(report);
    const unknown = bench.handlers["changes.rehearsal"]({ connectionId, hash: "0".repeat(64) }, callContext());
    await expect(unknown).rejects.toMatchObject({ code: "notFound" });
    const file = await readFile(join(bench.reportsFolder, `${hash}.json`));
    expect(createHash("sha256").update(file).digest("hex")).toBe(hash);
  });

  it("is approved by somebody else, applied as the owner, recorded, and rolled back", async () => {
    const { handlers } = bench;
    const request = await bench.approve(connectionId, ["0001_index"]);
    expect([request.author, request.state, request.report?.outcome]).toEqual(["mara", "approved", "passed"]);
    const steps: Progress[] = [];
    const input = { connectionId, id: request.id, role: "mara" };
    const applied = await handlers["changes.apply"](input, callContext(steps));
    expect([applied.state, await states(), await indexCount()]).toEqual([
      "applied",
      [true, "0001_index applied", "0002_cost pending"],
      "1",
    ]);
    expect(steps).toEqual([
      { step: "0001_index: statement 1 of 1: CREATE INDEX CONCURRENTLY", done: 0, total: 1, unit: "statements" },
      { step: "comparing the schema with the rehearsal's" },
    ]);
    expect(applied.checks).toMatchObject([{ kind: "schema", outcome: "fine" }]);
    expect(applied.applications).toMatchObject([
      { direction: "up", person: "mara", outcome: "done", statements: [{ index: 0, state: "done", sql: buildIndex }] },
    ]);
    const owner = await bench.sql(
      connectionId,
      "SELECT tableowner FROM pg_tables WHERE schemaname = 'steward' LIMIT 1",
    );
    expect(owner.rows).toEqual([["app_owner"]]);
    await expect(handlers["changes.apply"](input, callContext())).rejects.toMatchObject({ code: "conflict" });
    const rolledBack = await handlers["changes.rollback"](input, callContext());
    expect([rolledBack.state, await indexCount()]).toEqual(["rolledBack", "0"]);
    expect((await states())[1]).toBe("0001_index pending");
    await expect(handlers["changes.apply"](input, callContext())).rejects.toMatchObject({ code: "conflict" });
  });

  it("stands in a chain that verifies", async () => {
    const events = await bench.handlers["changes.history"]({ connectionId, limit: 500 }, callContext());
    const verification = await bench.handlers["changes.verify"]({ connectionId }, callContext());
    expect(verification).toEqual({ isIntact: true, rows: events.length, headHash: events[0]?.hash });
    expect(
      events
        .map(({ kind, person }) => `${kind} ${person}`)
        .toReversed()
        .slice(0, 14),
    ).toEqual([
      "ledgerInstalled mara",
      "ledgerInstalled mara",
      "ledgerInstalled mara",
      "ledgerInstalled mara",
      "rehearsed mara",
      "rehearsed mara",
      "submitted mara",
      "detailed mara",
      "approved deniz",
      "applyStarted mara",
      "statementStarted mara",
      "statementDone mara",
      "applicationDone mara",
      "schemaVerified mara",
    ]);
  });
});

describe("a rehearsal", () => {
  it("of a script that fails says where, is kept, cannot be submitted, and leaves no branch", async () => {
    await bench.write(
      connectionId,
      "0003_broken",
      "CREATE TABLE made (a int);\nSELECT 1 / 0;\nSELECT 2;",
      "DROP TABLE made;",
    );
    const input = { connectionId, migrationIds: ["0003_broken"], role: "mara" };
    const report = await bench.handlers["changes.rehearse"](input, callContext());
    expect([report.outcome, report.statements.map(({ index, error }) => [index, error?.message ?? null])]).toEqual([
      "failed",
      [
        [0, null],
        [1, "division by zero"],
      ],
    ]);
    const submit = { ...input, title: "broken", description: "" };
    await expect(bench.handlers["changes.submit"](submit, callContext())).rejects.toMatchObject({ code: "refused" });
    expect(await branches()).toEqual(["main"]);
  });

  it("finds a down script that does not undo, and one that is missing", async () => {
    await bench.write(connectionId, "0004_half", "CREATE TABLE a (x int);\nCREATE TABLE b (x int);", "DROP TABLE a;");
    await bench.write(connectionId, "0005_no_down", "CREATE TABLE c (x int);", null);
    const rehearse = (id: string) =>
      bench.handlers["changes.rehearse"]({ connectionId, migrationIds: [id], role: "mara" }, callContext());
    const half = await rehearse("0004_half");
    expect([half.outcome, half.statements.at(-1)?.error?.message]).toEqual(["failed", 'relation "b" already exists']);
    expect(half.schema.downDifferences.map(({ line }) => line)).toContain("column public.b.x integer");
    expect((await rehearse("0005_no_down")).outcome).toBe("noDown");
  });

  it("finds rows that up and down together lose, and queries that up breaks", async () => {
    await bench.write(
      connectionId,
      "0009_lost",
      "ALTER TABLE run_event DROP COLUMN cost;",
      "ALTER TABLE run_event ADD COLUMN cost int;",
    );
    const report = await bench.handlers["changes.rehearse"](
      { connectionId, migrationIds: ["0009_lost"], role: "mara", queriesSql: "SELECT cost FROM run_event; SELECT 1" },
      callContext(),
    );
    expect([report.outcome, report.dataPreserved, report.class]).toEqual(["passed", false, "breaking"]);
    expect(report.findings.at(-1)?.message).toContain("public.run_event (20000 of 20000 values of cost gone)");
    expect(report.queries?.queries.map(({ verdict, error }) => [verdict, error])).toEqual([
      ["breaking", 'column "cost" does not exist'],
      ["same", null],
    ]);
    expect(report.findings.map(({ code, subject }) => `${code} ${subject}`)).toEqual([
      "drop-column run_event.cost",
      "query-breaks SELECT cost FROM run_event",
      "data-not-preserved public.run_event",
    ]);
    await bench.removeFiles(connectionId, "0009_lost");
  });

  it("is cancelled without leaving a branch", async () => {
    await bench.write(connectionId, "0006_slow", "SELECT pg_sleep(60);", "SELECT 1;");
    const cancel = new AbortController();
    const input = { connectionId, migrationIds: ["0006_slow"], role: "mara" };
    const context = callContext([], cancel.signal);
    const report = (progress: Progress) => {
      if (progress.unit === "statements") setTimeout(() => cancel.abort(), 200);
    };
    const rehearsed = bench.handlers["changes.rehearse"](input, { ...context, report });
    await expect(rehearsed).rejects.toMatchObject({ code: "cancelled" });
    expect(await branches()).toEqual(["main"]);
  });
});

describe("an approval", () => {
  it("is for the schema that was rehearsed, and for no other", async () => {
    await bench.write(connectionId, "0011_stale", "CREATE TABLE stale (x int);", "DROP TABLE stale;");
    const { id } = await bench.approve(connectionId, ["0011_stale"]);
    await bench.sql(connectionId, "ALTER TABLE run_event ADD COLUMN drifted int", "app_owner");
    const apply = { connectionId, id, role: "mara" };
    await expect(bench.handlers["changes.apply"](apply, callContext())).rejects.toMatchObject({
      code: "refused",
      message: "The target's schema has changed since the rehearsal.",
    });
    await bench.sql(connectionId, "ALTER TABLE run_event DROP COLUMN drifted", "app_owner");
    expect((await bench.handlers["changes.apply"](apply, callContext())).state).toBe("applied");
    await bench.handlers["changes.rollback"](apply, callContext());
    await bench.removeFiles(connectionId, "0011_stale");
  });
});

describe("the folder against the ledger", () => {
  it("tells changed, missing and out of order", async () => {
    const { handlers } = bench;
    await bench.write(connectionId, "0007_late", "CREATE TABLE late (x int);", "DROP TABLE late;");
    const request = await bench.approve(connectionId, ["0007_late"]);
    await handlers["changes.apply"]({ connectionId, id: request.id, role: "mara" }, callContext());
    expect((await states()).slice(1, 3)).toEqual(["0001_index outOfOrder", "0002_cost outOfOrder"]);
    expect((await states()).at(-1)).toBe("0007_late applied");
    await bench.write(connectionId, "0007_late", "CREATE TABLE late (x int); ", "DROP TABLE late;");
    expect((await states()).at(-1)).toBe("0007_late changed");
    await bench.removeFiles(connectionId, "0007_late");
    expect((await states()).at(-1)).toBe("0007_late missing");
  });
});

describe("reviewing", () => {
  let request: ChangeRequest;
  beforeAll(async () => {
    await bench.write(connectionId, "0008_review", "CREATE TABLE review (x int);", "DROP TABLE review;");
    await bench.handlers["changes.rehearse"](
      { connectionId, migrationIds: ["0008_review"], role: "mara" },
      callContext(),
    );
    request = await bench.handlers["changes.submit"](
      { connectionId, migrationIds: ["0008_review"], role: "mara", title: "Review", description: "d" },
      callContext(),
    );
  });

  it("begins with a rehearsal of exactly these bytes", async () => {
    await bench.write(connectionId, "0010_unseen", "CREATE TABLE unseen (x int);", "DROP TABLE unseen;");
    const submit = { connectionId, migrationIds: ["0010_unseen"], role: "mara", title: "x", description: "" };
    await expect(bench.handlers["changes.submit"](submit, callContext())).rejects.toMatchObject({
      code: "refused",
      message: "These bytes were not rehearsed on this target.",
    });
  });

  it("refuses the author, another hash, and applying before a yes", async () => {
    const { handlers } = bench;
    const decision = { connectionId, id: request.id, expectedHash: request.hash, comment: "" };
    await expect(handlers["changes.approve"]({ ...decision, role: "mara" }, callContext())).rejects.toMatchObject({
      code: "refused",
      message: "mara wrote this change request and cannot approve it.",
    });
    const other = { ...decision, role: "deniz", expectedHash: "0".repeat(64) };
    await expect(handlers["changes.approve"](other, callContext())).rejects.toMatchObject({ code: "refused" });
    const apply = { connectionId, id: request.id, role: "mara" };
    await expect(handlers["changes.apply"](apply, callContext())).rejects.toMatchObject({ code: "refused" });
  });

  it("keeps comments and refusals, and lists what there is", async () => {
    const { handlers } = bench;
    const about = { migrationId: "0008_review", statementIndex: 0 };
    await handlers["changes.comment"](
      { connectionId, id: request.id, role: "deniz", text: "Why?", ...about },
      callContext(),
    );
    const decision = { connectionId, id: request.id, role: "deniz", expectedHash: request.hash, comment: "no" };
    const refused = await handlers["changes.refuse"](decision, callContext());
    expect([refused.state, refused.comments]).toEqual([
      "refused",
      [
        {
          id: expect.any(String),
          entries: [],
          person: "deniz",
          text: "Why?",
          at: expect.any(String),
          ...about,
        },
      ],
    ]);
    const [first] = await handlers["changes.list"]({ connectionId }, callContext());
    expect(first).toMatchObject({ id: request.id, title: "Review", state: "refused", migrationIds: ["0008_review"] });
  });
});
