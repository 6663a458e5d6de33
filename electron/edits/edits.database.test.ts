import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ColumnText, EditValue, RowChange } from "../../shared/edits/model.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createEditsHandlers, lockedIsReadOnly } from "./handlers.ts";

let test: TestDatabase;
let folder: string;
const context = { signal: new AbortController().signal, report: () => undefined, clientId: "test" };
const write = (sql: string) => test.databases.write(test.ref, { purpose: "other" }, (session) => session.execute(sql));
const rows = async (sql: string) =>
  (await test.databases.read(test.ref, "test", (session) => session.query(sql), { searchPath: "user" })).rows.map(
    (row) => row.join("|"),
  );
const handlers = () =>
  createEditsHandlers({ databases: test.databases, undoFolder: join(folder, "undo"), refuseWrite: async () => null });
const commit = (name: string, ...changes: RowChange[]) =>
  handlers()["edits.commit"]({ ref: test.ref, schema: "public", name, changes }, context);
const text = (value: string): EditValue => ({ kind: "text", text: value });
const id = (value: string): ColumnText[] => [{ column: "id", value }];
const update = (key: string, column: string, old: string | null, value: EditValue): RowChange => ({
  kind: "update",
  identity: id(key),
  old: [{ column, value: old }],
  set: [{ column, value }],
});

beforeAll(async () => {
  test = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), "steward-edits-"));
});
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  for (const sql of [
    `DROP TABLE IF EXISTS item, "o'dd ""t", loose, strict, parent`,
    "DROP TYPE IF EXISTS mood",
    "CREATE TYPE mood AS ENUM ('sad', 'it''s ok')",
    "CREATE TABLE item (id int PRIMARY KEY, name text DEFAULT 'none', price numeric(8,2), doc json, area box, mood mood, made timestamptz DEFAULT now(), twice int GENERATED ALWAYS AS (id * 2) STORED)",
    `INSERT INTO item VALUES (1, 'a', 1.50, '{"a": 1.0}', '(1,1),(0,0)', 'sad', '2026-01-01'), (2, NULL, NULL, NULL, NULL, NULL, '2026-01-02')`,
    "CREATE TABLE loose (a int, b text)",
    "INSERT INTO loose VALUES (1, 'same'), (1, 'same'), (2, 'x')",
  ])
    await write(sql);
});

describe("staged changes", () => {
  it("are stored together, each in exactly its row", async () => {
    const result = await commit(
      "item",
      update("1", "name", "a", text('O\'Brien \\ "x"\nline')),
      update("2", "name", null, text("")),
      {
        kind: "insert",
        values: [
          { column: "id", value: text("3") },
          { column: "price", value: text("2.5") },
          { column: "name", value: { kind: "null" } },
        ],
      },
      {
        kind: "insert",
        values: [
          { column: "id", value: text("4") },
          { column: "name", value: { kind: "default" } },
        ],
      },
    );
    expect(result).toMatchObject({ kind: "committed", rows: 4, wasAsked: false });
    expect(await rows("SELECT id, coalesce(name, '(null)'), price, twice FROM item ORDER BY id")).toEqual([
      '1|O\'Brien \\ "x"\nline|1.50|2',
      "2|||4",
      "3|(null)|2.50|6",
      "4|none||8",
    ]);
  });

  it("can be read as the SQL that is sent", async () => {
    const changes = [
      update("1", "doc", '{"a": 1.0}', text('{"b": "it\'s"}')),
      update("1", "mood", "sad", text("it's ok")),
      { kind: "delete", identity: id("2"), old: [{ column: "name", value: null }] } as const,
      { kind: "insert", values: [] } as const,
    ];
    const preview = await handlers()["edits.preview"](
      { ref: test.ref, schema: "public", name: "item", changes },
      context,
    );
    expect(preview).toEqual([
      `UPDATE "public"."item"\n   SET "doc" = '{"b": "it''s"}'\n WHERE "id" = '1'\n   AND "doc"::pg_catalog.text = ('{"a": 1.0}')::pg_catalog.text;`,
      `UPDATE "public"."item"\n   SET "mood" = 'it''s ok'\n WHERE "id" = '1'\n   AND "mood" = 'sad';`,
      `DELETE FROM "public"."item"\n WHERE "id" = '2';`,
      `INSERT INTO "public"."item" DEFAULT VALUES;`,
    ]);
    // They are SQL that means what the commit does.
    for (const sql of preview.slice(0, 3)) await write(sql);
    expect(await rows("SELECT id, doc, mood FROM item")).toEqual(['1|{"b": "it\'s"}|it\'s ok']);
  });

  it("do not overwrite what somebody else stored meanwhile, and show theirs", async () => {
    await write("UPDATE item SET name = 'theirs' WHERE id = 1");
    await write("DELETE FROM item WHERE id = 2");
    const result = await commit(
      "item",
      update("1", "name", "a", text("mine")),
      update("2", "name", null, text("mine")),
      { kind: "insert", values: [{ column: "id", value: text("9") }] },
    );
    expect(result).toEqual({
      kind: "conflict",
      conflicts: [
        { change: 0, reason: "changed", theirs: [{ column: "name", value: "theirs" }] },
        { change: 1, reason: "gone", theirs: [] },
      ],
    });
    expect(await rows("SELECT id, name FROM item")).toEqual(["1|theirs"]);
  });

  it("let others change other columns of the row", async () => {
    await write("UPDATE item SET price = 7 WHERE id = 1");
    expect(await commit("item", update("1", "name", "a", text("mine")))).toMatchObject({ kind: "committed" });
    expect(await rows("SELECT name, price FROM item WHERE id = 1")).toEqual(["mine|7.00"]);
  });

  it("compare values as they are written, where = would call others the same", async () => {
    await write(`UPDATE item SET doc = '{"a":1.0}', area = '(2,0.5),(0,0)', price = 1.5 WHERE id = 1`); // the area is the same
    const results = [
      await commit("item", update("1", "doc", '{"a": 1.0}', text("{}"))),
      await commit("item", update("1", "area", "(1,1),(0,0)", { kind: "null" })),
    ];
    expect(results.map(({ kind }) => kind)).toEqual(["conflict", "conflict"]);
  });

  it("find one of two equal rows without a key by its place, and no other", async () => {
    const [place] = await rows("SELECT tableoid, ctid FROM loose WHERE a = 1 LIMIT 1");
    const [tableoid = null, ctid = null] = place?.split("|") ?? [];
    const identity = [
      { column: "tableoid", value: tableoid },
      { column: "ctid", value: ctid },
    ];
    const old = [
      { column: "a", value: "1" },
      { column: "b", value: "same" },
    ];
    const change = { kind: "update", identity, old, set: [{ column: "b", value: text("one") }] } as const;
    const result = await commit("loose", change);
    expect(result.kind).toBe("committed");
    expect((await rows("SELECT a, b FROM loose")).sort()).toEqual(["1|one", "1|same", "2|x"]);
    // The row has moved: its old place names nothing now, or another row, which is not touched.
    expect(await commit("loose", change)).toMatchObject({ kind: "conflict", conflicts: [{ reason: "gone" }] });
    await write("VACUUM loose");
    await write("INSERT INTO loose VALUES (5, 'somebody else')");
    expect(await commit("loose", { kind: "delete", identity, old })).toMatchObject({ kind: "conflict" });
    expect(await rows("SELECT count(*) FROM loose")).toEqual(["4"]);
  });

  it("change no second row when several have the key", async () => {
    const change = { kind: "delete", identity: [{ column: "a", value: "1" }], old: [] } as const;
    expect(await commit("loose", change)).toMatchObject({ kind: "conflict", conflicts: [{ reason: "ambiguous" }] });
    expect(await rows("SELECT count(*) FROM loose")).toEqual(["3"]);
  });

  it("say what a trigger made of them, and when it kept them from being stored", async () => {
    await write(
      "CREATE OR REPLACE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.name = 'no' THEN RETURN NULL; END IF; NEW.name := upper(NEW.name); RETURN NEW; END $$",
    );
    await write("CREATE TRIGGER shout BEFORE INSERT OR UPDATE ON item FOR EACH ROW EXECUTE FUNCTION shout()");
    expect(await commit("item", update("1", "name", "a", text("loud")))).toMatchObject({
      kind: "committed",
      altered: [{ change: 0, column: "name", sent: "loud", stored: "LOUD" }],
    });
    const refused = await commit(
      "item",
      update("2", "price", null, text("3")),
      update("1", "name", "LOUD", text("no")),
    );
    expect(refused).toMatchObject({ kind: "failed", change: 1, error: { code: "refused" } });
    expect(await rows("SELECT id, name, price FROM item ORDER BY id")).toEqual(["1|LOUD|1.50", "2||"]);
  });

  it("are all taken back when one breaks a constraint, at once or at COMMIT", async () => {
    await write("CREATE TABLE parent (id int PRIMARY KEY)");
    await write(
      "CREATE TABLE strict (id int PRIMARY KEY, up int REFERENCES parent DEFERRABLE INITIALLY DEFERRED, n int CHECK (n > 0))",
    );
    await write("INSERT INTO strict VALUES (1, NULL, 1)");
    const broken = await commit("strict", update("1", "up", null, text("77")), update("1", "n", "1", text("-1")));
    expect(broken).toMatchObject({ kind: "failed", change: 1, error: { postgres: { sqlstate: "23514" } } });
    const late = await commit("strict", update("1", "up", null, text("77")));
    expect(late).toMatchObject({ kind: "failed", change: null, error: { postgres: { sqlstate: "23503" } } });
    expect(await rows("SELECT id, coalesce(up, 0), n FROM strict")).toEqual(["1|0|1"]);
  });

  it("are never cut or rounded to fit", async () => {
    await write("CREATE TABLE strict (id int PRIMARY KEY, short varchar(3), n numeric(4,1))");
    await write("INSERT INTO strict VALUES (1, 'abc', 1)");
    expect(await commit("strict", update("1", "short", "abc", text("abcd")))).toMatchObject({
      kind: "failed",
      change: 0,
    });
    // numeric(4,1) rounds by itself; that it did is said.
    expect(await commit("strict", update("1", "n", "1.0", text("1.25")))).toMatchObject({
      altered: [{ column: "n", sent: "1.25", stored: "1.3" }],
    });
  });

  it("can be taken back with the file that was kept", async () => {
    const table = `"o'dd ""t"`;
    await write(
      `CREATE TABLE ${table} (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "v""al" text, d jsonb, b bytea, f float8, a text[])`,
    );
    await write(
      `INSERT INTO ${table} ("v""al", d, b, f, a) VALUES ('x''\\', '{"k": 1.00}', '\\x00ff', 0.1, '[0:1]={a,NULL}'), (NULL, NULL, NULL, 'NaN', '{}'), ('z', '1', '', 1e300, NULL)`,
    );
    const before = await rows(`SELECT * FROM ${table} ORDER BY id`);
    const result = await commit(
      `o'dd "t`,
      {
        kind: "update",
        identity: id("1"),
        old: [{ column: 'v"al', value: "x'\\" }],
        set: [
          { column: 'v"al', value: { kind: "null" } },
          { column: "d", value: text("[]") },
        ],
      },
      { kind: "delete", identity: id("2"), old: [] },
      { kind: "delete", identity: id("3"), old: [{ column: "f", value: "1e+300" }] },
      { kind: "insert", values: [{ column: 'v"al', value: text("new") }] },
    );
    if (result.kind !== "committed") throw new Error(JSON.stringify(result));
    expect(await rows(`SELECT id, "v""al" FROM ${table} ORDER BY id`)).toEqual(["1|", "4|new"]);
    const undo = readFileSync(result.undoFile, "utf8");
    for (const statement of undo.split(/;\n/).filter((part) => /INSERT|UPDATE|DELETE/.test(part)))
      await write(statement.replace(/^(--.*\n|BEGIN)*/g, ""));
    expect(await rows(`SELECT * FROM ${table} ORDER BY id`)).toEqual(before);
  });

  it("are not sent where writing is refused", async () => {
    const refusing = createEditsHandlers({
      databases: test.databases,
      undoFolder: folder,
      refuseWrite: async () => lockedIsReadOnly("production"),
    });
    const changes = [update("1", "name", "a", text("x"))];
    const commit = refusing["edits.commit"]({ ref: test.ref, schema: "public", name: "item", changes }, context);
    await expect(commit).rejects.toMatchObject({ code: "readOnly" });
    expect(await rows("SELECT name FROM item WHERE id = 1")).toEqual(["a"]);
  });

  it("are judged by the types of their columns before they are stored", async () => {
    await write("DROP DOMAIN IF EXISTS even");
    await write("CREATE DOMAIN even AS int CHECK (VALUE % 2 = 0)");
    await write(
      "CREATE TABLE strict (id int PRIMARY KEY, n even, short varchar(3), made date, tags int[], doc jsonb, yes boolean, span int4range, area box, mood mood, ref regclass)",
    );
    const values = [
      ["n", "3"],
      ["n", "4"],
      ["short", "abcd"],
      ["short", "abc "],
      ["made", "2026-02-30"],
      ["made", "28 Nov 2026"],
      ["tags", "{1,x}"],
      ["tags", "{1, NULL}"],
      ["doc", "{'a': 1}"],
      ["doc", '{"b":1,"a":2}'],
      ["yes", "perhaps"],
      ["yes", "on"],
      ["span", "[5,1]"],
      ["area", "(0,0),(1,1)"],
      ["mood", "glad"],
      ["mood", "it's ok"],
      ["ref", "item"],
    ].map(([column = "", text = ""]) => ({ column, text }));
    const verdicts = await handlers()["edits.check"](
      { ref: test.ref, schema: "public", name: "strict", values },
      context,
    );
    expect(
      verdicts.map((verdict) => ("stored" in verdict ? verdict.stored : "message" in verdict ? verdict.message : "")),
    ).toEqual([
      'value for domain even violates check constraint "even_check"',
      "4",
      "4 characters, and the column takes 3",
      "abc ",
      'date/time field value out of range: "2026-02-30"',
      "2026-11-28",
      'invalid input syntax for type integer: "x"',
      "{1,NULL}",
      "invalid input syntax for type json",
      '{"a": 2, "b": 1}',
      'invalid input syntax for type boolean: "perhaps"',
      "t",
      "range lower bound must be less than or equal to range upper bound",
      "(1,1),(0,0)",
      'invalid input value for enum mood: "glad"',
      "it's ok",
      "item",
    ]);
    expect(await rows("SELECT count(*) FROM strict")).toEqual(["0"]);
    const many = Array.from({ length: 600 }, (_, index) => ({ column: "n", text: String(index) }));
    const judged = await handlers()["edits.check"](
      { ref: test.ref, schema: "public", name: "strict", values: many },
      context,
    );
    const kinds = ["fits", "refused", "unknown"].map(
      (kind) => judged.filter((verdict) => verdict.kind === kind).length,
    );
    expect([judged.length, kinds[1], judged.slice(0, 3).map(({ kind }) => kind)]).toEqual([
      600,
      25,
      ["fits", "refused", "fits"],
    ]);
  });

  it("are described by what the columns take", async () => {
    const table = await handlers()["edits.table"]({ ref: test.ref, schema: "public", name: "item" }, context);
    expect([table.mayInsert, table.mayUpdate, table.mayDelete, table.readOnlyReason]).toEqual([true, true, true, null]);
    expect(
      table.columns.map(({ name, baseType, labels, defaultExpression, isGenerated, mayUpdate }) => [
        name,
        baseType,
        labels?.length ?? 0,
        defaultExpression,
        isGenerated,
        mayUpdate,
      ]),
    ).toEqual([
      ["id", "int4", 0, null, false, true],
      ["name", "text", 0, "'none'::text", false, true],
      ["price", "numeric", 0, null, false, true],
      ["doc", "json", 0, null, false, true],
      ["area", "box", 0, null, false, true],
      ["mood", "mood", 2, null, false, true],
      ["made", "timestamptz", 0, "now()", false, true],
      ["twice", "int4", 0, null, true, true],
    ]);
  });
});
