import { describe, expect, it } from "vitest";
import { cutSegments } from "../../../../shared/comparison/script-model.ts";
import type { InventoryEntry } from "../../inventory/read-inventory.ts";
import { KnownSchema } from "../known-schema.ts";
import { onlineForm } from "./online-form.ts";

type Part = Pick<InventoryEntry, "kind" | "name"> & Partial<InventoryEntry>;
const entry = (part: Part): InventoryEntry => ({
  schema: "s",
  parent: "",
  identity: "",
  argumentTypes: null,
  properties: [],
  ...part,
});
const schema = new KnownSchema({
  entries: [
    entry({ kind: "table", name: "t" }),
    entry({ kind: "table", name: "parts", properties: [["Partitioned by", "LIST (at)"]] }),
    entry({ kind: "index", name: "t_a", parent: "t" }),
    entry({ kind: "index", name: "parts_a", parent: "parts" }),
    entry({
      kind: "column",
      name: "token",
      parent: "t",
      properties: [
        ["Type", "uuid"],
        ["Default", "gen_random_uuid()"],
      ],
    }),
  ],
  unreadable: [],
});
const online = async (sql: readonly string[], major = 18) => {
  const plain = sql.map((one) => ({ sql: one, transactional: true, endsTransaction: false, hazards: [] }));
  return await onlineForm(plain, { from: schema, to: schema, major });
};
const textOf = async (...sql: readonly string[]) => (await online(sql)).map((statement) => statement.sql);

describe("the online form", () => {
  it("builds and drops indexes of tables in use concurrently, those of new and of partitioned tables not", async () => {
    const kept = [
      'CREATE TABLE "s"."fresh" ("a" int)',
      "CREATE INDEX i ON s.fresh USING btree (a)",
      "CREATE INDEX p ON ONLY s.parts USING btree (a)",
      'DROP INDEX "s"."parts_a"',
    ];
    expect(await textOf(...kept)).toEqual(kept);
    expect(await textOf("CREATE UNIQUE INDEX i ON s.t USING btree (a)", 'DROP INDEX "s"."t_a"')).toEqual([
      "CREATE UNIQUE INDEX CONCURRENTLY i ON s.t USING btree (a)",
      'DROP INDEX CONCURRENTLY "s"."t_a"',
    ]);
  });

  it("adds constraints NOT VALID and validates them in a transaction of their own", async () => {
    const check = 'ALTER TABLE "s"."t" ADD CONSTRAINT "c" CHECK ((a > 0))';
    const statements = await online([check]);
    expect(statements.map(({ sql }) => sql)).toEqual([
      `${check} NOT VALID`,
      'ALTER TABLE "s"."t" VALIDATE CONSTRAINT "c"',
    ]);
    expect(cutSegments(statements)).toHaveLength(2);
    const kept = [
      `${check} NOT VALID`,
      'ALTER TABLE "s"."t" ADD CONSTRAINT "c" CHECK ((a > 0)) NOT ENFORCED',
      'ALTER TABLE "s"."t" ADD CONSTRAINT "c" EXCLUDE USING gist (a WITH &&)',
      'ALTER TABLE "s"."fresh" ADD CONSTRAINT "c" CHECK ((a > 0))',
    ];
    expect(await textOf(...kept)).toEqual(kept);
  });

  it("leaves the foreign key of a partitioned table, and to one, as it is before 18", async () => {
    const key = 'ALTER TABLE "s"."parts" ADD CONSTRAINT "f" FOREIGN KEY (a) REFERENCES s.t(a)';
    const toPartitioned = 'ALTER TABLE "s"."t" ADD CONSTRAINT "f" FOREIGN KEY (a) REFERENCES s.parts(a)';
    expect((await online([key, toPartitioned], 17)).map(({ sql }) => sql)).toEqual([key, toPartitioned]);
    expect(await online([key, toPartitioned], 18)).toHaveLength(4);
  });

  it("makes UNIQUE and PRIMARY KEY of an index that was built concurrently, with all that they say", async () => {
    expect(
      await textOf(
        'ALTER TABLE "s"."t" ADD CONSTRAINT "u" UNIQUE NULLS NOT DISTINCT (a, "B c") INCLUDE (d) DEFERRABLE INITIALLY DEFERRED',
        'ALTER TABLE "s"."t" ADD CONSTRAINT "p" PRIMARY KEY (a)',
      ),
    ).toEqual([
      'CREATE UNIQUE INDEX CONCURRENTLY "u" ON "s"."t" ("a", "B c") INCLUDE ("d") NULLS NOT DISTINCT',
      'ALTER TABLE "s"."t" ADD CONSTRAINT "u" UNIQUE USING INDEX "u" DEFERRABLE INITIALLY DEFERRED',
      'CREATE UNIQUE INDEX CONCURRENTLY "p" ON "s"."t" ("a")',
      'ALTER TABLE "s"."t" ADD CONSTRAINT "p" PRIMARY KEY USING INDEX "p"',
    ]);
  });

  it("takes NOT NULL through a check", async () => {
    const [check, validate, set, drop] = await textOf('ALTER TABLE "s"."t" ALTER COLUMN "a" SET NOT NULL');
    const name = /ADD CONSTRAINT ("not_null_\w+") CHECK \("a" IS NOT NULL\) NOT VALID$/.exec(check ?? "")?.[1];
    expect([validate, set, drop]).toEqual([
      `ALTER TABLE "s"."t" VALIDATE CONSTRAINT ${name}`,
      'ALTER TABLE "s"."t" ALTER COLUMN "a" SET NOT NULL',
      `ALTER TABLE "s"."t" DROP CONSTRAINT ${name}`,
    ]);
  });

  it("fills a column whose default is another for each row in batches; a steady default needs none", async () => {
    const steady = `ALTER TABLE "s"."t" ADD COLUMN "at" timestamptz NOT NULL DEFAULT now()`;
    expect(await textOf(steady)).toEqual([steady]);
    const statements = await online(['ALTER TABLE "s"."t" ADD COLUMN "token" uuid NOT NULL DEFAULT gen_random_uuid()']);
    expect(statements.slice(0, 2).map(({ sql }) => sql)).toEqual([
      'ALTER TABLE "s"."t" ADD COLUMN "token" uuid',
      'ALTER TABLE "s"."t" ALTER COLUMN "token" SET DEFAULT gen_random_uuid()',
    ]);
    expect(statements[2]).toMatchObject({ transactional: false, sql: expect.stringMatching(/^DO \$backfill\$/) });
    expect(statements).toHaveLength(7);
  });

  it("follows a table that the script renames", async () => {
    const statements = await textOf('ALTER TABLE "s"."t" RENAME TO "u"', "CREATE INDEX i ON s.u USING btree (a)");
    expect(statements[1]).toBe("CREATE INDEX CONCURRENTLY i ON s.u USING btree (a)");
  });
});
