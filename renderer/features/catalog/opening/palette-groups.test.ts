import { describe, expect, it } from "vitest";
import type { CatalogHit } from "../../../../shared/catalog/model.ts";
import type { ObjectAddress } from "../../../../shared/catalog/object-details.ts";
import { paletteGroups } from "./palette-groups.ts";

const address = (kind: ObjectAddress["kind"], name: string, more: Partial<ObjectAddress> = {}): ObjectAddress => ({
  kind,
  schema: "public",
  parent: "",
  name,
  identity: "",
  ...more,
});
const hit = (of: ObjectAddress, matches: readonly number[] = []): CatalogHit => ({ ...of, score: 1, matches });
const query = { kind: "query", id: "q", ref: { connectionId: "c" }, title: "Run costs", draftId: "d" } as const;
const recent = [
  { connectionId: "c", address: address("table", "runs"), isRows: true },
  { connectionId: "c", address: address("function", "total", { identity: "integer" }), isRows: false },
];
const shown = (...input: Parameters<typeof paletteGroups>) =>
  paletteGroups(...input).map(({ title, items }) => [title, ...items.map(({ label, hint }) => `${label} ${hint}`)]);

describe("paletteGroups", () => {
  it("offers what was opened last before a letter is typed", () => {
    expect(shown({ text: "", hits: [], recent, otherTabs: [query] })).toEqual([
      ["Recent", "runs public", "total(integer) public"],
      ["Open queries and diagrams", "Run costs query"],
    ]);
  });

  it("puts recent objects that fit first, and none of them twice", () => {
    const hits = [
      hit(address("view", "runs")),
      hit(address("table", "run_events")),
      hit(address("index", "runs_pkey", { parent: "runs" })),
      hit(address("role", "runner", { schema: "" })),
    ];
    expect(shown({ text: "ru", hits, recent, otherTabs: [query] })).toEqual([
      ["Recent", "runs public"],
      ["Open queries and diagrams", "Run costs query"],
      ["Tables", "run_events public"],
      ["Indexes", "runs_pkey public.runs"],
      ["Roles", "runner role"],
    ]);
  });

  it("finds recent objects by what stands before the dot, and other hits beside them", () => {
    const column = address("column", "amount", { parent: "runs" });
    const opened = [{ connectionId: "c", address: column, isRows: false }];
    expect([
      shown({ text: "runs.am", hits: [hit(column)], recent: opened, otherTabs: [] }),
      shown({ text: "costs.am", hits: [hit({ ...column, parent: "costs" })], recent: opened, otherTabs: [] }),
    ]).toEqual([[["Recent", "amount public.runs"]], [["Columns", "amount public.costs"]]]);
  });

  it("opens rows of what has rows and details of the rest; marks only names that are shown as they are", () => {
    const groups = paletteGroups({
      text: "t",
      hits: [hit(address("table", "t\u202e"), [0]), hit(address("type", "t"), [0])],
      recent,
      otherTabs: [],
    });
    expect(groups.map(({ items }) => items.map(({ choice, marks }) => [choice.kind, marks]))).toEqual([
      [["details", [0]]],
      [["object", []]],
      [["object", [0]]],
    ]);
  });
});
