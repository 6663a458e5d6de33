import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SchemaFinding } from "../../shared/schema-check/model.ts";
import { schemaRules } from "../../shared/schema-check/rules/registry.ts";
import { openSession } from "../postgres/connect.ts";
import type { OwnedSession } from "../postgres/session.ts";
import { parseScript } from "../sql/parse-script.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { checkSchema } from "./check-schema.ts";

const folder = join(import.meta.dirname, "corpus");
const codes = schemaRules.map(({ code }) => code);

let test: TestDatabase;
let session: OwnedSession;
let suffix: string;
beforeAll(async () => {
  // Types, access methods and roles are the superuser's to make.
  test = await createTestDatabase({ asSuperuser: true });
  session = await openSession(test.parameters, { purpose: "test" });
  suffix = test.parameters.database;
});
afterAll(async () => {
  for (const role of ["found_super", "found_past", "near_limited", "near_group"])
    await session.execute(`DROP ROLE IF EXISTS ${role}_${suffix}`);
  await session.close();
  await test.close();
});

async function run(script: string): Promise<void> {
  for (const { sql } of await parseScript(script)) await session.execute(sql);
}

/** What the check says of the two schemas of a case, and of roles made for it. */
async function find(code: string): Promise<readonly SchemaFinding[]> {
  const { findings } = await test.databases.read(test.ref, "test", (reading) =>
    checkSchema(reading, [], () => undefined),
  );
  return findings
    .filter((finding) => finding.code === code && /^(found|near)/.test(finding.subject))
    .toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
}

const brief = (findings: readonly SchemaFinding[]) => findings.map(({ subject, message }) => `${subject}: ${message}`);

describe("every rule of the schema check", () => {
  it("has a case of its own", () => {
    expect(readdirSync(folder).sort()).toEqual(codes.map((code) => `${code}.sql`).sort());
  });

  it.each(codes)(
    "%s finds what it is for and not what is near; its fixes run, help and can be taken back",
    async (code) => {
      const script = readFileSync(join(folder, `${code}.sql`), "utf8").replaceAll("SUFFIX", suffix);
      const expected = /^-- finds: (.*)$/m.exec(script)?.[1]?.split(", ") ?? [];
      await run(`CREATE SCHEMA found; CREATE SCHEMA near; ${script}`);
      try {
        const before = await find(code);
        expect(before.map(({ subject }) => subject)).toEqual(expected.toSorted());
        const fixed = before.filter(({ fix }) => fix !== undefined);
        for (const { fix } of fixed) await run(fix?.sql ?? "");
        const after = brief(await find(code));
        expect(brief(fixed).filter((finding) => after.includes(finding))).toEqual([]);
        const undone = fixed.filter(({ fix }) => fix?.downSql !== undefined);
        for (const { fix } of undone.toReversed()) await run(fix?.downSql ?? "");
        if (undone.length === fixed.length) expect(brief(await find(code))).toEqual(brief(before));
      } finally {
        await run("DROP SCHEMA found CASCADE; DROP SCHEMA near CASCADE; DROP ACCESS METHOD IF EXISTS hnsw CASCADE");
      }
    },
  );
});
