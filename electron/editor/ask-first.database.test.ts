import { afterAll, beforeAll, expect, it } from "vitest";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { createTestEditor } from "./editor-test.ts";

let test: TestDatabase;
let other: OwnedSession;
let editor: Awaited<ReturnType<typeof createTestEditor>>;
const tab = { sessionId: "danger" };
const production = { sessionId: "danger-production", ref: { connectionId: "production" } };

beforeAll(async () => {
  test = await createTestDatabase();
  other = await openSession(test.parameters, { purpose: "test" });
  editor = await createTestEditor(() => test.parameters);
  await other.execute("CREATE TABLE visits (id int PRIMARY KEY, page text)");
  await other.execute("INSERT INTO visits SELECT i, 'home' FROM generate_series(1, 20000) i");
  await other.execute("ANALYZE visits");
  editor.unlocked.add("production");
});
afterAll(async () => {
  await editor.close();
  await other.close();
  await test.close();
});
const count = async () => (await other.query("SELECT count(*) FROM visits")).rows[0]?.[0];

it("sends nothing of a text until what it destroys was confirmed, for this text and once", async () => {
  const sql = "INSERT INTO visits VALUES (0, 'x'); DELETE FROM visits";
  const asked = await editor.run(sql, tab);
  const question = asked.outcome.question;
  const rows = await editor.handlers["editor.countRows"](
    { sessionId: tab.sessionId, id: question?.id ?? "", index: 0 },
    editor.reader.context(),
  );
  expect([asked.results, asked.outcome.notSent, await count(), question?.typed, question?.dangers, rows]).toEqual([
    [],
    2,
    "20000",
    null,
    [
      {
        range: { start: 36, end: 54 },
        message: "Deletes every row of visits: it has no WHERE.",
        rows: 20000,
        canCount: true,
      },
    ],
    { rows: 20000 },
  ]);
  const confirmation = { id: question?.id ?? "", typed: null };
  const otherText = await editor.run("DROP TABLE visits", { ...tab, confirmation });
  const used = await editor.run(sql, { ...tab, confirmation });
  expect([otherText.results, used.results, await count()]).toEqual([[], [], "20000"]);
  const begun = await editor.run("BEGIN", tab);
  const inside = await editor.run(sql, tab);
  const done = await editor.run(sql, { ...tab, confirmation: { id: inside.outcome.question?.id ?? "", typed: null } });
  await editor.run("ROLLBACK", tab);
  expect([begun.results, done.results, await count()]).toEqual([["BEGIN"], ["INSERT 0 1", "DELETE 20001"], "20000"]);
});

it("wants the name typed on production, and asks there about many rows with a condition too", async () => {
  const sql = "DELETE FROM visits WHERE id > 0";
  const asked = await editor.run(sql, production);
  const id = asked.outcome.question?.id ?? "";
  const wrong = await editor.run(sql, { ...production, confirmation: { id, typed: "Visits" } });
  const few = await editor.run("DELETE FROM visits WHERE id = 20000", production);
  const again = await editor.run(sql, production);
  const right = { id: again.outcome.question?.id ?? "", typed: "visits" };
  await editor.run("BEGIN", production);
  expect([asked, wrong, few, again].map(({ results, outcome }) => [results, outcome.question?.typed])).toEqual([
    [[], "visits"],
    [[], "visits"],
    [["DELETE 1"], undefined],
    [[], "visits"],
  ]);
  expect(asked.outcome.question?.dangers[0]?.message).toBe("Deletes many rows of visits at once.");
  // BEGIN was another text: the question before it is over.
  expect((await editor.run(sql, { ...production, confirmation: right })).results).toEqual([]);
  await editor.run("ROLLBACK", production);
  expect((await editor.run(sql, tab)).results).toEqual(["DELETE 19999"]);
});

it("asks although there is no estimate, and does not ask where nothing can be written", async () => {
  const asked = await editor.run("CREATE TABLE later (a int); TRUNCATE later", tab);
  const reading = await editor.run("DELETE FROM visits", { sessionId: "reading", isReadOnly: true });
  await editor.run("BEGIN", tab);
  await editor.run("SELECT 1/0", tab);
  const failed = await editor.run("DROP TABLE visits", tab);
  const ended = await editor.run("ROLLBACK", tab);
  expect(
    [asked, reading, failed, ended].map(({ results, outcome }) => [results, outcome.question?.dangers[0]?.rows]),
  ).toEqual([
    [[], null],
    [["readOnly"], undefined],
    [[], null],
    [["ROLLBACK"], undefined],
  ]);
});
