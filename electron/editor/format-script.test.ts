import { fingerprint } from "libpg-query";
import { describe, expect, it } from "vitest";
import { formatScript } from "./format-script.ts";

const formatted = (sql: string) => ({ kind: "formatted", sql });

describe("a script is laid out anew", () => {
  it.each([
    [
      "select a,b from t where x='Y  z' -- why\n and \"Q\" > 1",
      "SELECT\n  a,\n  b\nFROM\n  t\nWHERE\n  x = 'Y  z' -- why\n  AND \"Q\" > 1",
    ],
    ["select 1;select 2;\n", "SELECT\n  1;\n\nSELECT\n  2;\n"],
    ["select a::int, b->>'k' from t", "SELECT\n  a::int,\n  b ->> 'k'\nFROM\n  t"],
    ["/* all */ select $1", "/* all */\nSELECT\n  $1"],
    ["select :a::int from t where b=any(:ids)", "SELECT\n  :a::int\nFROM\n  t\nWHERE\n  b = ANY (:ids)"],
  ])("%s", async (sql, expected) => expect(await formatScript(sql)).toEqual(formatted(expected)));

  it("and twice gives the same", async () => {
    const once = await formatScript("with r as (select * from a join b using (id)) select count(*) from r");
    expect(once.kind === "formatted" && (await formatScript(once.sql))).toEqual(once);
  });

  it("bodies between dollar quotes stay as they are", async () => {
    const body = "$f$\nbegin\n   return  1; -- so\nend\n$f$";
    const outcome = await formatScript(`create function f() returns int language plpgsql as ${body}`);
    expect(outcome.kind === "formatted" && outcome.sql).toContain(body);
  });

  it("a text that does not parse is refused with the reason", async () => {
    expect(await formatScript("SELEC 1")).toEqual({
      kind: "refused",
      reason: expect.stringContaining("The text does not parse: syntax error"),
    });
  });

  // What is offered must mean the same, whatever the formatter makes of it.
  it.each([
    "select 'a'\n'b'",
    "select E'a\\nb', U&'\\0441', B'1', $$its$$",
    "select - - 1, - -1, a<@b, a@>b, a ? 'x' from t",
    "select interval '1' day, (array[1,2])[1:2], x.y.z, (a).b from x.y",
    "select a/**/b, c--d\n from t",
    "insert into t values (1) on conflict do nothing returning *",
    "select 1 /* nested /* two */ end */ + 2",
  ])("%s is never changed in its meaning", async (sql) => {
    const outcome = await formatScript(sql);
    const text = outcome.kind === "formatted" ? outcome.sql : sql;
    // An oracle of its own: the server library's fingerprint, and the constants that it leaves out.
    expect([await fingerprint(text), constantsOf(text)]).toEqual([await fingerprint(sql), constantsOf(sql)]);
  });
});

function constantsOf(sql: string): readonly string[] {
  return sql.match(/'[^']*'|\$\$.*?\$\$|\d+|\/\*[\s\S]*\*\/|--\w/g) ?? [];
}
