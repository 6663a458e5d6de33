import { describe, expect, it } from "vitest";
import type { CatalogForeignKey } from "../../../../shared/catalog/model.ts";
import { linkByColumn, referencedRows, referringRows, tabOfLink } from "./follow.ts";

const key = (more: Partial<CatalogForeignKey>): CatalogForeignKey => ({
  name: "fk",
  schema: "public",
  table: "run_events",
  columns: ["run_id"],
  referencedSchema: "public",
  referencedTable: "runs",
  referencedColumns: ["id"],
  definition: "",
  isValidated: true,
  ...more,
});
const readable = (...value: CatalogForeignKey[]) => ({ state: "readable", value }) as const;
const valuesOf = (values: Readonly<Record<string, string | null>>) => (column: string) => values[column];

describe("links between rows", () => {
  it("go to the referenced row by its key", () => {
    const [link] = referencedRows(readable(key({})), valuesOf({ run_id: "r1" }));
    expect(link).toMatchObject({ schema: "public", table: "runs", filters: [{ column: "id", value: "r1" }] });
    expect(link && tabOfLink({ connectionId: "c" }, link)).toMatchObject({
      kind: "table",
      name: "runs",
      isPreview: true,
      filters: [{ column: "id", value: "r1" }],
    });
  });

  it("go to the rows that refer to this one", () => {
    expect(referringRows(readable(key({})), valuesOf({ id: "r1" }))).toMatchObject([
      { table: "run_events", filters: [{ column: "run_id", value: "r1" }] },
    ]);
  });

  it("lead nowhere by NULL, by half a key, or when keys cannot be read", () => {
    const pair = key({ columns: ["a", "b"], referencedColumns: ["x", "y"] });
    expect([
      referencedRows(readable(key({})), valuesOf({ run_id: null })),
      referencedRows(readable(pair), valuesOf({ a: "1", b: null })),
      referencedRows({ state: "unreadable", message: "no" }, valuesOf({})),
      referencedRows(undefined, valuesOf({})),
    ]).toEqual([[], [], [], []]);
  });

  it("prefer the key of the one column", () => {
    const links = referencedRows(
      readable(
        key({ name: "pair", columns: ["a", "run_id"], referencedColumns: ["x", "y"], referencedTable: "pairs" }),
        key({}),
      ),
      valuesOf({ a: "1", run_id: "r1" }),
    );
    expect([linkByColumn(links, "run_id")?.table, linkByColumn(links, "a")?.table, linkByColumn(links, "z")]).toEqual([
      "runs",
      "pairs",
      undefined,
    ]);
  });
});
