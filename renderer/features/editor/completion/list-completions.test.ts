import { describe, expect, it } from "vitest";
import { readCompletionContext } from "./completion-context.ts";
import type { CompletionSource } from "./completion-source.ts";
import { listCompletions } from "./list-completions.ts";

/** A small catalog: what the server would answer. */
const source: CompletionSource = {
  names: async () => ({
    searchPath: ["public"],
    schemas: ["public", "audit"],
    relations: [
      { schema: "public", name: "runs", kind: "table" },
      { schema: "public", name: "Odd name", kind: "table" },
      { schema: "audit", name: "log", kind: "view" },
    ],
    isTruncated: false,
  }),
  columns: async (relations) =>
    relations.flatMap((asked) =>
      asked.name === "runs"
        ? [
            {
              asked,
              schema: "public",
              columns: [
                { name: "id", type: "bigint", comment: null },
                { name: "order", type: "integer", comment: null },
              ],
            },
          ]
        : [],
    ),
};

/** Offers at the bar, as "kind insert". */
async function offers(text: string): Promise<readonly string[]> {
  const found = await listCompletions(text.replace("|", ""), text.indexOf("|"), source);
  return found
    .filter(({ kind }) => kind !== "keyword" && kind !== "function")
    .map(({ kind, insert }) => `${kind} ${insert}`);
}

const relations = ["table runs", 'table "Odd name"', "view audit.log", "schema public", "schema audit"];
const columns = ["column id", 'column "order"'];

describe("completion offers", () => {
  it.each([
    ["SELECT * FROM |", relations],
    ["SELECT * FROM runs r JOIN |", relations],
    ["SELECT * FROM runs, |", relations],
    ["SELECT * FROM audit.|", ["view log"]],
    ["SELECT r.| FROM runs r", columns],
    ["SELECT r.id FROM runs AS r WHERE r.o|", columns],
    ["SELECT * FROM public.runs WHERE runs.|", columns],
    ["SELECT | FROM runs r", [...columns, "alias r"]],
    ["UPDATE runs SET |", [...columns, "alias runs"]],
    ["WITH recent AS (SELECT 1) SELECT * FROM |", ["view recent", ...relations]],
    ["SELECT 1; SELECT r.| FROM runs r; SELECT 2", columns],
    ["SELECT ';' AS x, r.| FROM runs r", columns],
    ["SELECT 'it|'", []],
    ["SELECT 1 -- from |", []],
    ["SELECT 1 /* from | ", []],
    ["SELECT $$ from | $$", []],
    ["SELECT nothing.| FROM runs", []],
  ])("%s", async (text, expected) => {
    expect(await offers(text)).toEqual(expected);
  });

  it("keywords and functions where a column may stand", async () => {
    const found = await listCompletions("SEL", 3, source);
    expect(found).toContainEqual({ label: "SELECT", insert: "SELECT", kind: "keyword", detail: "", rank: 4 });
    expect(found).toContainEqual(expect.objectContaining({ insert: "count($0)", kind: "function" }));
  });

  it("follows aliases through joins, ONLY and quoted names", () => {
    const text = `SELECT FROM ONLY audit.log l LEFT JOIN "Odd name" AS "O" ON true JOIN runs USING (id) WHERE `;
    expect(readCompletionContext(text, text.length).relations).toEqual([
      { schema: "audit", name: "log", alias: "l" },
      { schema: null, name: "Odd name", alias: "O" },
      { schema: null, name: "runs", alias: "runs" },
    ]);
  });
});
