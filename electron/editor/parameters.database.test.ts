import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ParameterGiven } from "../../shared/sql/parameters/bind-parameters.ts";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createTestEditor } from "./editor-test.ts";

let test: TestDatabase;
let other: OwnedSession;
let editor: Awaited<ReturnType<typeof createTestEditor>>;

beforeAll(async () => {
  test = await createTestDatabase();
  other = await openSession(test.parameters, { purpose: "test" });
  editor = await createTestEditor(() => test.parameters);
  await other.execute("CREATE TYPE mood AS ENUM ('sad', 'it''s \"ok\"')");
  await other.execute("CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL, felt mood, at timestamptz)");
  await other.execute("INSERT INTO people VALUES (1, 'Ada', 'sad'), (2, 'Bob; DROP TABLE people', NULL)");
});
afterAll(async () => {
  await editor.close();
  await other.close();
  await test.close();
});

const given = (values: Readonly<Record<string, string | null>>): ParameterGiven[] =>
  Object.entries(values).map(([key, value]) => ({ key, value }));
const run = (sql: string, values: Readonly<Record<string, string | null>>, rest: { isReadOnly?: boolean } = {}) =>
  editor.run(sql, { parameters: given(values), sessionId: `tab-${rest.isReadOnly ?? false}`, ...rest });

describe("parameters of a run", () => {
  it("travel beside the text, whatever they hold", async () => {
    const hostile = "Bob; DROP TABLE people";
    const { rows } = await run("SELECT id FROM people WHERE name = :name; SELECT $1::text, $2::text, :'name'", {
      ":name": hostile,
      $1: "'\\\"$2:name\n😀",
      $2: null,
    });
    expect(rows).toEqual([[["2"]], [["'\\\"$2:name\n😀", null, hostile]]]);
    const sent = editor.reader.statements.map(({ sql }) => sql);
    expect(sent).toContain("SELECT id FROM people WHERE name = $1   ");
    expect(sent.join().includes("DROP")).toBe(false);
  });

  it("tell NULL from empty text, and none of a statement is sent without a value", async () => {
    const sql = "SELECT $1::text IS NULL, $1::text = ''";
    expect([(await run(sql, { $1: null })).rows, (await run(sql, { $1: "" })).rows]).toEqual([
      [[["t", null]]],
      [[["f", "t"]]],
    ]);
    await expect(run("DELETE FROM people WHERE id = 1; SELECT :missing", {})).rejects.toMatchObject({
      code: "invalidInput",
      message: "The parameter :missing has no value, so nothing was sent.",
    });
    expect((await run("SELECT count(*) FROM people", {})).rows).toEqual([[["2"]]]);
  });

  it("have the types that the server infers, in every kind of statement that takes them", async () => {
    await other.execute(
      "CREATE PROCEDURE rename(who int, what text) LANGUAGE sql AS 'UPDATE people SET name = what WHERE id = who'",
    );
    const { results } = await run(
      `INSERT INTO people VALUES (:id, :name, :felt, :at);
       UPDATE people SET name = :other WHERE id = :id;
       CALL rename(:id, :name);
       CREATE TEMP TABLE kept AS SELECT :id::int AS id;
       EXPLAIN SELECT * FROM people WHERE id = :id;
       DELETE FROM people WHERE id = ANY(:ids)`,
      { ":id": "7", ":name": "Cy", ":felt": "sad", ":at": "2026-01-01", ":other": "x", ":ids": "{7,8}" },
    );
    expect(results).toEqual(["INSERT 0 1", "UPDATE 1", "CALL", "SELECT 1", "EXPLAIN", "DELETE 1"]);
  });

  it("keep the place of an error, and name what the server numbers", async () => {
    const failureOf = async (sql: string, values: Readonly<Record<string, string | null>>) => {
      const { outcome } = await run(sql, values);
      const result = outcome.statements.at(-1)?.result;
      if (result?.kind !== "failed") throw new Error("It went well.");
      const { error, offset, parameter } = result;
      return [offset === null ? null : sql.slice(offset, offset + 8), error.message, parameter];
    };
    expect(await failureOf("SELECT 1; SELECT '😀', :a, nothing", { ":a": "1" })).toEqual([
      "nothing",
      'column "nothing" does not exist',
      null,
    ]);
    expect(await failureOf("SELECT 1 WHERE :on AND 1 = :id", { ":on": "true", ":id": "one" })).toEqual([
      ":id",
      'invalid input syntax for type integer: "one"',
      ":id",
    ]);
    expect(await failureOf("SELECT * FROM :table", { ":table": "people" })).toEqual([
      ":table",
      'syntax error at or near ":table"',
      null,
    ]);
    const { outcome } = await run("SET search_path = :path", { ":path": "x" });
    expect(outcome.statements[0]?.result).toMatchObject({
      kind: "failed",
      error: { hint: expect.stringContaining("A parameter stands for a value") },
    });
  });

  it("are judged by the read-only guard and asked about like any other text", async () => {
    const guarded = await run("SELECT pg_terminate_backend(:pid)", { ":pid": "1" }, { isReadOnly: true });
    expect(guarded.results).toEqual(["readOnly"]);
    const write = await run("DELETE FROM people WHERE id = :id", { ":id": "1" }, { isReadOnly: true });
    expect(write.results).toEqual(["readOnly"]);
    const asked = await run("DELETE FROM people", { ":id": "1" });
    const { question } = asked.outcome;
    expect(question?.dangers.length).toBe(1);
    const confirmation = { id: question?.id ?? "", typed: null };
    const changed = await editor.run("DELETE FROM people", {
      parameters: given({ ":id": "2" }),
      sessionId: "tab-false",
      confirmation,
    });
    expect(changed.outcome.question).not.toBeNull();
  });
});

describe("types of parameters", () => {
  const typesOf = (sql: string) =>
    editor.handlers["editor.parameters"]({ ref: { connectionId: "development" }, sql }, editor.reader.context());

  it("are the server's, in the order of the keys; enums bring their labels", async () => {
    expect(
      await typesOf("SELECT 1 FROM people WHERE felt = :felt AND id > :id AND at < $1 AND id = ANY(:ids)"),
    ).toEqual([
      { key: ":felt", type: "mood", labels: ["sad", 'it\'s "ok"'] },
      { key: ":id", type: "integer", labels: [] },
      { key: "$1", type: "timestamp with time zone", labels: [] },
      { key: ":ids", type: "integer[]", labels: [] },
    ]);
  });

  it("are none where the server cannot say, and asking leaves nothing behind", async () => {
    const answers = await Promise.all(
      ["SELECT :a FROM nowhere", "SELEC :a", "CALL nothing(:a)", "SELECT 1"].map((sql) => typesOf(sql)),
    );
    expect(answers).toEqual([[], [], [], []]);
    expect(await typesOf("INSERT INTO people (id) VALUES (:id)")).toEqual([
      { key: ":id", type: "integer", labels: [] },
    ]);
    expect((await other.query("SELECT count(*) FROM people")).rows).toEqual([["2"]]);
    const left = await editor.reader.databases.read(
      { connectionId: "development" },
      "test",
      async (session) => (await session.query("SELECT name FROM pg_prepared_statements")).rows,
    );
    expect(left).toEqual([]);
  });
});
