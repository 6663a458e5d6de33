import { describe, expect, it } from "vitest";
import type { CatalogGroup, CatalogObject, CatalogSchema, ObjectKind } from "../../../../shared/catalog/model.ts";
import { lineText, nodeIds, type SchemaObjects, treeLines } from "./tree-model.ts";

const schema = (name: string, more: Partial<CatalogSchema> = {}): CatalogSchema => ({
  name,
  owner: "o",
  comment: null,
  isSystem: false,
  isUsable: true,
  isInSearchPath: false,
  ...more,
});
const object = (name: string, identity = ""): CatalogObject => ({
  oid: 1,
  schema: "public",
  name,
  identity,
  detail: "",
  estimatedRows: null,
  comment: null,
  isReadable: true,
});
const group = (kind: ObjectKind, names: readonly string[], more: Partial<CatalogGroup> = {}): CatalogGroup => ({
  kind,
  objects: { state: "readable", value: names.map((name) => object(name)) },
  isTruncated: false,
  ...more,
});
const schemas = [
  schema("pg_catalog", { isSystem: true, isInSearchPath: true }),
  schema("public", { isInSearchPath: true }),
  schema("secret", { isUsable: false }),
];
const loaded: SchemaObjects = {
  state: "loaded",
  groups: [group("table", ["runs", "run_events"]), group("view", ["run_costs"])],
};
const show = (toggled: readonly (readonly [string, boolean])[] = [], filter = "", objects: SchemaObjects = loaded) =>
  treeLines({
    schemas,
    objectsOf: (name) => (name === "public" ? objects : undefined),
    toggled: new Map(toggled),
    filter,
  }).map(
    ({ depth, node, isOpen }) => `${"  ".repeat(depth)}${isOpen === null ? "" : isOpen ? "- " : "+ "}${lineText(node)}`,
  );

describe("treeLines", () => {
  it("opens the search path's tables at first; system schemas stand last", () => {
    expect(show()).toEqual([
      "- public",
      "  - Tables",
      "    runs",
      "    run_events",
      "  + Views",
      "+ secret",
      "+ pg_catalog",
    ]);
  });

  it("shows unreadable as unreadable, never as empty", () => {
    const groups = [group("function", [], { objects: { state: "unreadable", message: "permission denied" } })];
    expect(show([[nodeIds.schema("secret"), true]], "", { state: "loaded", groups })).toEqual([
      "- public",
      "  Functions",
      "    unreadable: permission denied",
      "- secret",
      "  unreadable: no USAGE on this schema",
      "+ pg_catalog",
    ]);
    expect(show([], "", { state: "failed", message: "timeout" })[1]).toBe("  unreadable: timeout");
    expect(show([], "", { state: "loaded", groups: [] })[1]).toBe("  no objects");
  });

  it("keeps what the user opened and closed", () => {
    expect(
      show([
        [nodeIds.group("public", "table"), false],
        [nodeIds.group("public", "view"), true],
      ]),
    ).toEqual(["- public", "  + Tables", "  - Views", "    run_costs", "+ secret", "+ pg_catalog"]);
  });

  it("opens what holds a match of the filter, and hides the rest", () => {
    expect(show([[nodeIds.schema("public"), false]], "cost")).toEqual(["- public", "  - Views", "    run_costs"]);
    expect(show([], "secr")).toEqual(["+ secret"]);
  });

  it("says that a list is cut", () => {
    expect(show([], "", { state: "loaded", groups: [group("table", ["a"], { isTruncated: true })] }).at(3)).toBe(
      "    more than are listed: use the filter or Open anything",
    );
  });

  it("names overloads and hostile names visibly", () => {
    const node = { kind: "object", objectKind: "function", object: object("f\u202e", "integer, text") } as const;
    expect(lineText(node)).toBe("f\\u{202e}(integer, text)");
  });
});
