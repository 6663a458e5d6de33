import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../shared/changes/text-edits.ts";
import { prepareScript } from "../script/prepare-script.ts";
import { lintMigration, worstClass } from "./lint-migration.ts";
import { lintRules } from "./registry.ts";
import { type LintCase, lintCase, readCorpus } from "./testing/lint-corpus.ts";

const cases = readCorpus();
const codes = (findings: readonly { readonly code: string }[]) => findings.map(({ code }) => code);

describe("each rule", () => {
  for (const code of new Set(cases.map((one) => one.code))) {
    const own = cases.filter((one) => one.code === code);
    it(`${code} finds its own and nothing near it`, async () => {
      const counts = await Promise.all(
        own.map(async (one) => [one.sql, codes(await lintCase(one)).filter((found) => found === code).length]),
      );
      expect(counts).toEqual(own.map(({ sql, count }) => [sql, count]));
    });
  }

  it("has a file of the corpus, and cases of both kinds unless it needs a database", () => {
    const kinds = (code: string) => new Set(cases.filter((one) => one.code === code).map(({ count }) => count)).size;
    const oneSided = lintRules.map(({ code }) => code).filter((code) => kinds(code) < 2);
    expect(oneSided.sort()).toEqual(["change-type-checked-column", "ownership", "pk-using-index-nullable"]);
    expect(lintRules.map(({ code }) => code).sort()).toEqual([...new Set(cases.map(({ code }) => code))].sort());
  });
});

describe("a fix", () => {
  /** A tree without places, which every edit moves. */
  const shape = (node: unknown) =>
    JSON.stringify(node, (key, value: unknown) =>
      key === "location" || key.endsWith("_start") || key.endsWith("_end") ? undefined : value,
    );
  const shapes = async (sql: string) => (await prepareScript(sql)).map(({ node }) => shape(node));
  const around = (one: LintCase) => `SELECT 'vorher: ä;';\n${one.sql}\nSELECT 'nachher';`;

  it("takes its finding away, and leaves every other statement's tree as it is", async () => {
    const fixed = await Promise.all(
      cases
        .filter(({ count }) => count === 1)
        .map(async (one) => {
          const sql = around(one);
          const found = (await lintCase({ ...one, sql })).find(
            ({ code, fix }) => code === one.code && fix !== undefined,
          );
          const edits = found?.fix?.edits;
          if (!found || !edits) return null;
          const after = applyEdits(sql, edits);
          const [before, now] = await Promise.all([shapes(sql), shapes(after)]);
          const others = before.filter((_, index) => index !== found.statementIndex);
          const left = codes(await lintCase({ ...one, sql: after })).filter((code) => code === one.code).length;
          return { code: one.code, sql: after, left, lost: others.filter((tree) => !now.includes(tree)).length };
        }),
    );
    const real = fixed.filter((one) => one !== null);
    expect(real.filter(({ left, lost }) => left > 0 || lost > 0)).toEqual([]);
    expect([...new Set(real.map(({ code }) => code))].sort()).toEqual([
      "add-check-valid",
      "add-column-identity",
      "add-column-serial",
      "add-column-stored-generated",
      "add-column-volatile-default",
      "add-fk-valid",
      "add-json-column",
      "add-primary-key",
      "add-unique",
      "ban-char",
      "create-index-blocking",
      "detach-partition",
      "domain-add-constraint",
      "drop-index-blocking",
      "fk-missing-index",
      "lock-timeout-missing",
      "prefer-bigint",
      "prefer-identity",
      "prefer-text",
      "prefer-timestamptz",
      "refresh-matview",
      "reindex-blocking",
      "rename-table",
      "set-not-null",
      "statement-timeout-missing",
      "transaction-control",
    ]);
  });

  const fixOf = async (sql: string, code: string, version = "") =>
    (await lintCase({ code, sql, options: version === "" ? [] : [version] })).find((one) => one.code === code)?.fix;

  it("is the statement in its safer form", async () => {
    const scripts: readonly (readonly [string, string])[] = [
      ["create-index-blocking", "CREATE UNIQUE INDEX i ON t (a)"],
      ["drop-index-blocking", "DROP /* old */ INDEX s.i"],
      ["add-unique", "ALTER TABLE t ADD CONSTRAINT k UNIQUE (a, b)"],
      ["add-column-volatile-default", "ALTER TABLE t ADD a uuid DEFAULT gen_random_uuid()"],
      ["prefer-identity", "CREATE TABLE t (id serial PRIMARY KEY)"],
      ["add-check-valid", "ALTER TABLE s.t ADD CONSTRAINT c CHECK (a > 0)"],
    ];
    expect(await Promise.all(scripts.map(async ([code, sql]) => (await fixOf(sql, code))?.sql))).toEqual([
      "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)",
      "DROP /* old */ INDEX CONCURRENTLY s.i",
      'CREATE UNIQUE INDEX CONCURRENTLY "k" ON "t" ("a", "b");\nALTER TABLE "t" ADD CONSTRAINT "k" UNIQUE USING INDEX "k"',
      '-- In the next migration, so that this one\'s lock is not held while the rows are checked:\n-- UPDATE "t" SET "a" = DEFAULT WHERE "a" IS NULL, in batches of some thousand rows;\nALTER TABLE "t" ADD COLUMN "a" uuid;\nALTER TABLE "t" ALTER COLUMN "a" SET DEFAULT gen_random_uuid()',
      "CREATE TABLE t (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY)",
      '-- In the next migration, so that this one\'s lock is not held while the rows are checked:\n-- ALTER TABLE "s"."t" VALIDATE CONSTRAINT "c";\nALTER TABLE s.t ADD CONSTRAINT c CHECK (a > 0) NOT VALID',
    ]);
    expect((await fixOf("ALTER TABLE t ALTER a SET NOT NULL", "set-not-null", "version=18"))?.sql).toContain(
      'ADD CONSTRAINT "a_not_null" NOT NULL "a" NOT VALID',
    );
  });

  it("is left out where the text would not stay true", async () => {
    const scripts: readonly (readonly [string, string])[] = [
      ["drop-index-blocking", "DROP INDEX i, j"],
      ["drop-index-blocking", "DROP INDEX i CASCADE"],
      ["add-check-valid", "ALTER TABLE t ADD CHECK (a > 0)"],
      ["add-check-valid", "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0), ADD b int"],
      ["add-unique", "ALTER TABLE t ADD CONSTRAINT k UNIQUE (a) DEFERRABLE"],
      ["add-column-volatile-default", "ALTER TABLE t ADD a uuid NOT NULL DEFAULT gen_random_uuid()"],
      ["set-not-null", "ALTER TABLE t ALTER a SET NOT NULL, ALTER b SET NOT NULL"],
    ];
    expect(await Promise.all(scripts.map(([code, sql]) => fixOf(sql, code)))).toEqual(scripts.map(() => undefined));
  });
});

describe("lintMigration", () => {
  const migration = (up: string | Buffer, down: string | null) => ({
    id: "0001_x",
    order: 1,
    up: Buffer.from(up),
    down: down === null ? null : Buffer.from(down),
  });

  it("takes the class of the up script only", async () => {
    const dropping = await lintMigration(migration("CREATE TABLE t (a int PRIMARY KEY)", "DROP TABLE t; DROP INDEX i"));
    expect([dropping.class, codes(dropping.findings)]).toEqual([
      "safe",
      ["prefer-bigint", "irreversible", "drop-index-blocking"],
    ]);
    const noDown = await lintMigration(migration("SELECT 1", null));
    expect([noDown.class, codes(noDown.findings)]).toEqual(["risky", ["irreversible"]]);
    expect([worstClass([]), worstClass(["risky", "breaking", "safe"])]).toEqual(["safe", "breaking"]);
  });

  it("says what cannot be read instead of failing", async () => {
    const broken = await lintMigration(migration("SELECT 1;\nCREATE TABEL t ()", "SELECT 1"));
    expect([broken.problems, broken.findings]).toEqual([
      [{ migrationId: "0001_x", direction: "up", message: 'syntax error at or near "TABEL" (line 2)', line: 2 }],
      [],
    ]);
    const binary = await lintMigration(migration(Buffer.from([0xff, 0xfe]), null));
    expect(binary.problems.map(({ message }) => message)).toEqual(["The file is not UTF-8 text."]);
  });

  it("keeps the gravest of very many findings, and counts the rest", async () => {
    const changes = Array.from({ length: 250 }, (_, index) => `UPDATE t${index} SET a = 1;`).join("\n");
    const findings = await lintCase({ code: "", options: [], sql: `${changes}\nDELETE FROM t;` });
    const own = findings.filter(({ code }) => code === "dml-without-where");
    expect([own.length, own.at(-1)?.class, own.filter(({ evidence }) => evidence.moreLikeThis === 51).length]).toEqual([
      200,
      "breaking",
      1,
    ]);
  });
});
