import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rangesOf } from "../../shared/editor/model.ts";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createTestEditor } from "./editor-test.ts";
import { Tabs } from "./tabs.ts";

let test: TestDatabase;
let other: OwnedSession;
let editor: Awaited<ReturnType<typeof createTestEditor>>;

beforeAll(async () => {
  test = await createTestDatabase({ roles: ["mara"] });
  other = await openSession(test.parameters, { purpose: "test" });
  editor = await createTestEditor((role) => (role === undefined ? test.parameters : test.parametersFor(role)));
});
afterAll(async () => {
  await editor.close();
  await other.close();
  await test.close();
});

describe("a run", () => {
  it("sends every statement by itself, rows and notices to a part each", async () => {
    const sql = "SELECT 1 AS a, 'ä' AS a;\n\nDO $$ BEGIN RAISE NOTICE 'seen; heard'; END $$; VALUES (1), (NULL)";
    const { outcome, parts } = await editor.run(sql);
    expect(outcome.statements.map(({ range, result }) => [sql.slice(range.start, range.end), result.kind])).toEqual([
      ["SELECT 1 AS a, 'ä' AS a", "done"],
      ["DO $$ BEGIN RAISE NOTICE 'seen; heard'; END $$", "done"],
      ["VALUES (1), (NULL)", "done"],
    ]);
    expect([
      parts.map(({ rows }) => rows),
      parts.map(({ notices }) => notices.map(({ message }) => message)),
      outcome.notSent,
    ]).toEqual([[[["1", "ä"]], [], [["1"], [null]]], [[], ["seen; heard"], []], 0]);
  });

  it("keeps its session: settings, temporary tables, transactions", async () => {
    const first = await editor.run("SET work_mem = '7MB'; CREATE TEMP TABLE mine AS SELECT 7 AS n; BEGIN", {
      sessionId: "kept",
    });
    const second = await editor.run("SELECT current_setting('work_mem'), n FROM mine", { sessionId: "kept" });
    const apart = await editor.run("SELECT current_setting('work_mem')", { sessionId: "apart" });
    const end = await editor.run("ROLLBACK", { sessionId: "kept" });
    expect([first, second, end].map(({ outcome }) => [outcome.isNewSession, outcome.session.transaction])).toEqual([
      [true, "open"],
      [false, "open"],
      [false, "idle"],
    ]);
    expect([second.rows, apart.rows]).toEqual([[[["7MB", "7"]]], [[["4MB"]]]]);
    expect(second.outcome.session.backendPid).toBe(first.outcome.session.backendPid);
  });

  it("stops at the first error, says where it is, and what was not sent", async () => {
    const sql = "SELECT '😀';\nSELECT '😀', nonsense; SELECT 3";
    const { outcome, results } = await editor.run(sql);
    const failed = outcome.statements[1]?.result;
    expect([results, outcome.notSent, failed?.kind === "failed" ? failed.offset : null]).toEqual([
      ["SELECT 1", "sql"],
      1,
      sql.indexOf("nonsense"),
    ]);
  });

  it("runs what stands before a syntax error, and leaves the error to the server", async () => {
    const sql = "SELECT 1; SELEC 2; SELECT 3";
    const { outcome, results } = await editor.run(sql);
    const failed = outcome.statements[1]?.result;
    expect([results, outcome.notSent, failed?.kind === "failed" && failed.offset]).toEqual([
      ["SELECT 1", "sql"],
      1,
      10,
    ]);
  });

  it("shows a failed transaction, and goes on after ROLLBACK", async () => {
    const failed = await editor.run("BEGIN; SELECT 1/0", { sessionId: "tx" });
    const refused = await editor.run("SELECT 1", { sessionId: "tx" });
    const after = await editor.run("ROLLBACK; SELECT 1", { sessionId: "tx" });
    expect([failed, refused, after].map(({ outcome }) => outcome.session.transaction)).toEqual([
      "failed",
      "failed",
      "idle",
    ]);
    expect(after.results).toEqual(["ROLLBACK", "SELECT 1"]);
  });

  it("ends the reading at the row limit", async () => {
    const { outcome, parts } = await editor.run("SELECT generate_series(1, 100000)", { maxRows: 10 });
    const [statement] = outcome.statements;
    expect([parts[0]?.rows.length, statement?.result.kind === "done" && statement.result.end.isTruncated]).toEqual([
      10,
      true,
    ]);
    const whole = await editor.run("SELECT generate_series(1, 20000)", { maxRows: 0 });
    expect(whole.parts[0]?.rows.length).toBe(20_000);
  });

  it("says what COPY would need, and the session stays healthy", async () => {
    await other.execute("CREATE TABLE copied (a int)");
    const input = await editor.run("COPY copied FROM STDIN", { sessionId: "copy" });
    const output = await editor.run("COPY (SELECT generate_series(1, 5)) TO STDOUT", { sessionId: "copy" });
    const after = await editor.run("SELECT count(*) FROM copied", { sessionId: "copy" });
    expect([input.results, output.results, after.rows, after.outcome.isNewSession]).toEqual([
      ["unsupported"],
      ["unsupported"],
      [[["0"]]],
      false,
    ]);
    const inside = await editor.run("BEGIN; COPY copied FROM STDIN", { sessionId: "copy" });
    expect([inside.results, inside.outcome.session.transaction]).toEqual([["BEGIN", "unsupported"], "failed"]);
    expect((await editor.run("ROLLBACK; SELECT 1", { sessionId: "copy" })).results).toEqual(["ROLLBACK", "SELECT 1"]);
  });

  it("takes every shape of result", async () => {
    const { results, parts } = await editor.run(
      "SELECT; CREATE TABLE shape (a int); INSERT INTO shape VALUES (1), (2) RETURNING a; -- only a comment",
    );
    expect([results, parts.map(({ columns, rows }) => [columns.length, rows.length])]).toEqual([
      ["SELECT 1", "CREATE TABLE", "INSERT 0 2"],
      [
        [0, 1],
        [0, 0],
        [1, 2],
      ],
    ]);
    expect((await editor.run("-- nothing")).outcome.statements).toEqual([]);
  });

  it("speaks UTF-8 and nothing else", async () => {
    const asked = "SET client_encoding TO UTF8; SET NAMES 'utf-8'; RESET client_encoding; SET NAMES 'LATIN1'";
    const { results } = await editor.run(asked, { sessionId: "encoding" });
    expect(results).toEqual(["SET", "SET", "RESET", "unsupported"]);
    expect((await editor.run("SELECT 'ä€😀'", { sessionId: "encoding" })).rows).toEqual([[["ä€😀"]]]);
  });

  it("does not take one string for two statements", async () => {
    await other.execute("CREATE TABLE safe (a int)");
    await other.execute("INSERT INTO safe VALUES (1)");
    await editor.run("SET escape_string_warning = off; SET standard_conforming_strings = off", {
      sessionId: "strings",
    });
    await expect(editor.run("SELECT 'a\\'; DELETE FROM safe; --'", { sessionId: "strings" })).rejects.toMatchObject({
      code: "unsupported",
    });
    expect((await other.query("SELECT count(*) FROM safe")).rows).toEqual([["1"]]);
  });
});

describe("cancelling", () => {
  it("never hits the statement after, however late it comes", async () => {
    await editor.run("SELECT 1", { sessionId: "race" });
    const results: string[] = [];
    for (let round = 0; round < 25; round++) {
      const controller = new AbortController();
      const running = editor.run("SELECT pg_sleep(0.01)", { sessionId: "race" }, controller.signal);
      await setTimeout(round);
      controller.abort();
      await running;
      results.push(...(await editor.run("SELECT pg_sleep(0.005)", { sessionId: "race" })).results);
    }
    expect(new Set(results)).toEqual(new Set(["SELECT 1"]));
  });

  it("hits this statement only, and what follows is not sent", async () => {
    const controller = new AbortController();
    const running = editor.run("SELECT 1; SELECT pg_sleep(30); SELECT 3", { sessionId: "stop" }, controller.signal);
    await setTimeout(300);
    const abortedAt = performance.now();
    controller.abort();
    const { results, outcome } = await running;
    expect([results, outcome.notSent, performance.now() - abortedAt < 2_000]).toEqual([
      ["SELECT 1", "cancelled"],
      1,
      true,
    ]);
    const next = await editor.run("SELECT pg_sleep(0.05), 'alive'", { sessionId: "stop" });
    expect([next.results, next.outcome.isNewSession]).toEqual([["SELECT 1"], false]);
  });

  it("inside a transaction leaves it failed, not lost", async () => {
    const controller = new AbortController();
    const running = editor.run("BEGIN; SELECT pg_sleep(30)", { sessionId: "stop-tx" }, controller.signal);
    await setTimeout(300);
    controller.abort();
    expect((await running).outcome.session.transaction).toBe("failed");
  });

  it("comes with closing the tab", async () => {
    const running = editor.run("SELECT pg_sleep(30)", { sessionId: "closed" });
    await setTimeout(300);
    await editor.handlers["editor.close"]({ sessionId: "closed" }, editor.reader.context());
    expect((await running).results).toEqual(["cancelled"]);
    const open =
      "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND pid <> pg_backend_pid() AND state = 'active'";
    expect((await other.query(open)).rows).toEqual([["0"]]);
  });

  it("refuses a second run in the same session meanwhile", async () => {
    const running = editor.run("SELECT pg_sleep(0.4)", { sessionId: "busy" });
    await setTimeout(200);
    await expect(editor.run("SELECT 1", { sessionId: "busy" })).rejects.toMatchObject({ code: "conflict" });
    expect((await running).results).toEqual(["SELECT 1"]);
  });
});

describe("a lost connection", () => {
  const killAfter = async (sessionId: string, sql: string) => {
    const { outcome } = await editor.run("SELECT 1", { sessionId });
    const running = editor.run(sql, { sessionId });
    await setTimeout(300);
    await other.query("SELECT pg_terminate_backend($1)", [outcome.session.backendPid]);
    return await running;
  };

  it("says whether the statement may have been committed, and the next run opens a new session", async () => {
    await other.execute("CREATE TABLE written (a int)");
    const read = await killAfter("lost", "SELECT pg_sleep(30)");
    const next = await editor.run("SELECT 1", { sessionId: "lost" });
    const write = await killAfter("lost", "INSERT INTO written SELECT 1 FROM pg_sleep(30)");
    const inside = await killAfter("lost", "BEGIN; INSERT INTO written SELECT 1 FROM pg_sleep(30)");
    expect([read.results, write.results, inside.results]).toEqual([
      ["connectionLost"],
      ["connectionLost"],
      ["BEGIN", "connectionLost"],
    ]);
    const opaque = await killAfter("lost", "DO $$ BEGIN PERFORM pg_sleep(30); END $$");
    expect(opaque.results).toEqual(["outcomeUnknown"]);
    expect((await other.query("SELECT count(*) FROM written")).rows).toEqual([["0"]]);
    expect([read.outcome.session.transaction, inside.outcome.session.transaction]).toEqual(["idle", "idle"]);
    expect([next.outcome.isNewSession, next.results]).toEqual([true, ["SELECT 1"]]);
  });

  it("while nothing runs is noticed by the next run only", async () => {
    const { outcome } = await editor.run("SET work_mem = '9MB'", { sessionId: "idle" });
    await other.query("SELECT pg_terminate_backend($1)", [outcome.session.backendPid]);
    await setTimeout(300);
    const next = await editor.run("SHOW work_mem", { sessionId: "idle" });
    expect([next.outcome.isNewSession, next.rows]).toEqual([true, [[["4MB"]]]]);
  });
});

describe("the session of a tab", () => {
  it("is opened once, and says who and where it is", async () => {
    const input = { ref: { connectionId: "development" }, sessionId: "who", isReadOnly: false };
    const open = () => editor.handlers["editor.open"]({ ...input, role: "mara" }, editor.reader.context());
    const [first, second] = await Promise.all([open(), open()]);
    expect(first).toEqual({
      sessionId: "who",
      backendPid: expect.any(Number),
      serverVersion: expect.stringMatching(/^\d+/),
      user: test.roleName("mara"),
      isReadOnly: false,
      transaction: "idle",
      isolation: null,
      pending: null,
    });
    expect(second).toEqual(first);
    const other = await editor.handlers["editor.open"](input, editor.reader.context());
    expect([other.user === first?.user, other.backendPid === first?.backendPid]).toEqual([false, false]);
  });
});

describe("a window that is gone", () => {
  it("leaves its sessions to the window that comes back, and to nobody else", async () => {
    const tabs = new Tabs(editor.reader.databases);
    const target = { ref: { connectionId: "development" }, role: undefined, isReadOnly: false, isProduction: false };
    const { signal } = new AbortController();
    const left = await tabs.open("left", target, { clientId: "old", signal });
    const taken = await tabs.open("taken", target, { clientId: "old", signal });
    tabs.forgetClient("old", 50);
    await tabs.open("taken", target, { clientId: "new", signal });
    await setTimeout(400);
    const alive = await other.query("SELECT pid FROM pg_stat_activity WHERE pid = ANY ($1::int[])", [
      [left, taken].map(({ tab }) => String(tab.session.backendPid)),
    ]);
    expect(alive.rows).toEqual([[String(taken.tab.session.backendPid)]]);
    await tabs.closeAll();
  });
});

describe("the history of runs", () => {
  it("is told what was run, where, as whom, and how it went", async () => {
    editor.kept.splice(0);
    const ref = { connectionId: "development", branchId: "b1" };
    await editor.run("SELECT 'history' FROM generate_series(1, 4)", { ref });
    await editor.run("SELECT 'history', nonsense");
    const place = {
      database: expect.stringMatching(/./),
      user: expect.stringMatching(/./),
      connectionId: "development",
    };
    expect(editor.kept).toMatchObject([
      { ...place, sql: "SELECT 'history' FROM generate_series(1, 4)", rows: 4, error: null, branchId: "b1" },
      {
        ...place,
        sql: "SELECT 'history', nonsense",
        rows: 0,
        error: expect.stringContaining("nonsense"),
        branchId: null,
      },
    ]);
  });
});

describe("splitting", () => {
  it("follows the grammar, and what can be split of a broken text", async () => {
    const split = async (sql: string) =>
      rangesOf(await editor.handlers["editor.split"]({ sql }, editor.reader.context())).map(({ start, end }) =>
        sql.slice(start, end),
      );
    expect([await split("SELECT 1;\n\nSELECT\n\n2"), await split("SELECT 1; SELEC; SELECT 2")]).toEqual([
      ["SELECT 1", "SELECT\n\n2"],
      ["SELECT 1", "SELEC", "SELECT 2"],
    ]);
  });
});
