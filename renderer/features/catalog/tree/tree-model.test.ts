import { describe, expect, it } from "vitest";
import type { CatalogGroup, CatalogObject, CatalogSchema, Reading } from "../../../../shared/catalog/model.ts";
import type { ObjectKind } from "../../../../shared/catalog/object-kinds.ts";
import { neededReads } from "./needed-reads.ts";
import {
  type Answer,
  filteredLines,
  lineText,
  nodeIds,
  type TreeAnswers,
  type TreeNodeLine,
  treeLines,
} from "./tree-model.ts";

const schema = (name: string, more: Partial<CatalogSchema> = {}): CatalogSchema => ({
  name,
  owner: "o",
  comment: null,
  isSystem: false,
  isUsable: true,
  isInSearchPath: false,
  ...more,
});
const schemas = [
  schema("pg_catalog", { isSystem: true, isInSearchPath: true }),
  schema("public", { isInSearchPath: true }),
  schema("secret", { isUsable: false }),
];
const group = (
  kind: ObjectKind,
  objects: readonly CatalogObject[],
  more: Partial<CatalogGroup> = {},
): CatalogGroup => ({
  kind,
  objects: { state: "readable", value: objects },
  isTruncated: false,
  ...more,
});
const loaded = <T>(value: T): Answer<T> => ({ state: "loaded", value });
const readable = (value: number): Reading<number> => ({ state: "readable", value });
const tables: readonly CatalogObject[] = [
  { oid: 1, name: "runs" },
  { oid: 2, name: "events", detail: "partitioned" },
  { oid: 3, name: "events_1", partitionOf: 2, detail: "partitioned partition" },
  { oid: 4, name: "events_1_a", partitionOf: 3 },
  { oid: 5, name: "stray", partitionOf: 99 },
];
const parts = [
  group("column", [{ oid: 1, name: "id", parent: "runs", detail: "bigint" }]),
  group("index", []),
  group("trigger", [{ oid: 9, name: "noted", parent: "runs" }]),
];
const answers: TreeAnswers = {
  counts: (of) =>
    loaded(
      of === null
        ? [{ kind: "role", count: readable(2) }]
        : [
            { kind: "table", count: readable(5) },
            { kind: "view", count: readable(0) },
            { kind: "function", count: readable(2) },
          ],
    ),
  objects: (_of, kind) =>
    loaded([kind === "table" ? group("table", tables) : group(kind, [{ oid: 7, name: "f", identity: "integer" }])]),
  parts: () => loaded(parts),
};
const idOf = (name: string, kind: ObjectKind = "table") =>
  nodeIds.object({ kind, schema: "public", parent: "", name, identity: "" });
const shown = (lines: readonly TreeNodeLine[]) =>
  lines.map(
    ({ depth, node, isOpen }) => `${"  ".repeat(depth)}${isOpen === null ? "" : isOpen ? "- " : "+ "}${lineText(node)}`,
  );
const show = (toggled: readonly (readonly [string, boolean])[] = [], more: Partial<TreeAnswers> = {}) =>
  shown(treeLines({ schemas, answers: { ...answers, ...more }, toggled: new Map(toggled) }));
const closed = ["+ secret", "+ pg_catalog", "+ Database and server"];

describe("treeLines", () => {
  it("opens the search path's tables at first, leaves out kinds without objects, and puts the system last", () => {
    expect(show()).toEqual([
      "- public",
      "  - Tables",
      "    + runs",
      "    + events",
      "    + stray",
      "  + Functions",
      ...closed,
    ]);
  });

  it("nests partitions as deep as they are, before the other parts", () => {
    const lines = show([
      [idOf("events"), true],
      [idOf("events_1"), true],
      [nodeIds.group("public", "function"), true],
    ]);
    const below = ["    Columns", "    Triggers"];
    expect(lines.slice(3, 18)).toEqual([
      "    - events",
      "      - Partitions",
      "        - events_1",
      "          - Partitions",
      "            + events_1_a",
      "          - Columns",
      "            id",
      "          + Triggers",
      "      - Columns",
      "        id",
      "      + Triggers",
      "    + stray",
      "  - Functions",
      "    f(integer)",
      "+ secret",
    ]);
    expect(below).toHaveLength(2);
  });

  it("shows unreadable as unreadable, never as empty", () => {
    const denied: Reading<never> = { state: "unreadable", message: "permission denied" };
    expect([
      show([[nodeIds.schema("secret"), true]])[7],
      show([], { counts: () => ({ state: "failed", message: "timeout" }) })[1],
      show([], { counts: () => loaded([{ kind: "table", count: readable(0) }]) })[1],
      show([], { objects: () => loaded([group("table", [], { objects: denied })]) })[2],
      show([[idOf("runs"), true]], { parts: () => loaded([group("index", [], { objects: denied })]) }).slice(3, 5),
    ]).toEqual([
      "  unreadable: no USAGE on this schema",
      "  unreadable: timeout",
      "  no objects",
      "    unreadable: permission denied",
      ["      - Indexes", "        unreadable: permission denied"],
    ]);
  });

  it("says which levels are on their way, and that a list is cut", () => {
    expect([
      show([], { counts: () => undefined })[1],
      show([], { objects: () => ({ state: "loading" }) })[2],
      show([[idOf("runs"), true]], { parts: () => undefined })[3],
      show([], { objects: () => loaded([group("table", [], { isTruncated: true })]) })[2],
    ]).toEqual([
      "  reading …",
      "    reading …",
      "      reading …",
      "    more than are listed: use the filter or Open anything",
    ]);
  });

  it("counts each line among its siblings", () => {
    const lines = treeLines({ schemas, answers, toggled: new Map() });
    expect(lines.filter(({ depth }) => depth === 2).map(({ place, siblings }) => [place, siblings])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it("names overloads and hostile names visibly", () => {
    const object = { oid: 1, name: "f\u202e" };
    const address = {
      kind: "function",
      schema: "public",
      parent: "",
      name: object.name,
      identity: "integer, text",
    } as const;
    expect(lineText({ kind: "object", address, object })).toBe("f\\u{202e}(integer, text)");
    expect(lineText({ kind: "object", address: { ...address, name: "g", identity: "" }, object })).toBe("g()");
  });
});

describe("filteredLines", () => {
  it("opens what was found, of the schemas and of the database", () => {
    const groups = [
      { ...group("role", [{ oid: 1, name: "runner" }]), schema: "" },
      { ...group("table", [{ oid: 1, name: "runs" }]), schema: "public" },
    ];
    expect(shown(filteredLines(schemas, { groups, isTruncated: true }, answers, new Map()))).toEqual([
      "- public",
      "  - Tables",
      "    + runs",
      "- Database and server",
      "  - Roles",
      "    runner",
      "more than are listed: type more letters",
    ]);
  });
});

describe("neededReads", () => {
  it("asks for what is open and for nothing below what is closed", () => {
    const toggled = new Map([
      [nodeIds.schema("public"), true],
      [nodeIds.group("public", "view"), true],
      [nodeIds.group("secret", "view"), true],
      [nodeIds.group(null, "role"), true],
      [idOf("runs"), true],
      [idOf("f", "function"), true],
    ]);
    const objects = [
      { schema: "public", kind: "table" },
      { schema: "public", kind: "view" },
    ];
    const ofRuns = [{ schema: "public", relation: "runs" }];
    expect(neededReads(schemas, toggled, false)).toEqual({ counts: ["public"], objects, parts: ofRuns });
    expect(neededReads(schemas, new Map(toggled).set(nodeIds.database, true), false)).toEqual({
      counts: ["public", null],
      objects: [...objects, { schema: null, kind: "role" }],
      parts: ofRuns,
    });
    expect(neededReads(schemas, new Map(toggled).set(nodeIds.schema("public"), false), false)).toEqual({
      counts: [],
      objects: [],
      parts: [],
    });
    expect(neededReads(schemas, toggled, true)).toEqual({ counts: [], objects: [], parts: ofRuns });
  });
});
