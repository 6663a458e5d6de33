import { describe, expect, it } from "vitest";
import { prepareScript } from "../../script/prepare-script.ts";
import { lintCase } from "../testing/lint-corpus.ts";
import { findSuppressions } from "./find-suppressions.ts";

/** Each finding as `severity code statement`, with the reason of the comment that answers it. */
async function lint(sql: string) {
  const findings = await lintCase({ code: "", options: [], sql });
  return findings.map(({ severity, code, statementIndex, suppression }) =>
    [severity, code, statementIndex ?? "script", ...(suppression ? [suppression.reason] : [])].join(" "),
  );
}

describe("a comment that answers a finding", () => {
  it("stands before its statement, in it, or behind it on its line", async () => {
    const comment = "-- steward:ignore create-index-blocking: the table is small";
    const answered = ["info create-index-blocking 0 the table is small"];
    expect(await lint(`${comment}\nCREATE INDEX i ON t (a);`)).toEqual(answered);
    expect(await lint(`CREATE INDEX i\n${comment}\nON t (a);`)).toEqual(answered);
    expect(await lint(`CREATE INDEX i ON t (a); ${comment}\nSELECT 1;`)).toEqual(answered);
    expect(await lint(`SELECT 1;\n${comment}\nCREATE INDEX i ON t (a);`)).toEqual([
      "info create-index-blocking 1 the table is small",
    ]);
  });

  it("is about one statement, or about all where it says so", async () => {
    const two = "CREATE INDEX i ON t (a);\nCREATE INDEX j ON t (b);";
    expect(await lint(`-- steward:ignore create-index-blocking: small\n${two}`)).toEqual([
      "info create-index-blocking 0 small",
      "warning create-index-blocking 1",
    ]);
    expect(await lint(`-- steward:ignore-file create-index-blocking: small\n${two}`)).toEqual([
      "info create-index-blocking 0 small",
      "info create-index-blocking 1 small",
    ]);
  });

  it("may name squawk's rule, in squawk's form too, which has no reason", async () => {
    const rule = "require-concurrent-index-creation";
    expect(await lint(`-- steward:ignore ${rule}, drop-column: small\nCREATE INDEX i ON t (a);`)).toEqual([
      "info create-index-blocking 0 small",
      "warning ignore-of-nothing 0",
    ]);
    expect(await lint(`-- squawk-ignore ${rule}\nCREATE INDEX i ON t (a);`)).toEqual([
      "info create-index-blocking 0 ",
      "warning ignore-without-reason 0",
    ]);
  });

  it("leaves the class as it is: it says that somebody looked, not that nothing happens", async () => {
    const sql = "-- steward:ignore drop-column: nobody reads it since May\nALTER TABLE t DROP COLUMN a;";
    const [found] = await lintCase({ code: "", options: [], sql });
    expect([found?.class, found?.severity, found?.suppression?.line]).toEqual(["breaking", "info", 1]);
  });

  it("is a finding itself without a reason, without a rule, and where there is nothing to answer", async () => {
    expect(await lint("-- steward:ignore create-index-blocking\nCREATE INDEX i ON t (a);")).toEqual([
      "warning create-index-blocking 0",
      "warning ignore-without-reason 0",
    ]);
    expect(await lint("-- steward:ignore: because\nSELECT 1;")).toEqual(["warning ignore-of-nothing 0"]);
    expect(await lint("-- steward:ignore drop-everything: because\nSELECT 1;")).toEqual([
      "warning ignore-of-nothing 0",
    ]);
    expect(await lint("-- squawk-ignore-file\nSELECT 1;")).toEqual([
      "warning ignore-without-reason script",
      "warning ignore-of-nothing script",
    ]);
    // The rule is not run here, so nobody can say that the comment is of no use.
    expect(await lint("-- steward:ignore lock-timeout-missing: set by the runner\nSELECT 1;")).toEqual([]);
  });

  it("is none inside a string, a quoted name or a block comment", async () => {
    const texts = [
      "SELECT '\n-- steward:ignore drop-column: x\n';",
      "DO $$\n-- steward:ignore drop-column: x\nBEGIN END $$;",
      "/* \n-- steward:ignore drop-column: x\n*/ SELECT 1;",
    ];
    const found = await Promise.all(texts.map(async (sql) => findSuppressions(sql, await prepareScript(sql))));
    expect(found).toEqual([[], [], []]);
  });

  it("knows its line", async () => {
    const sql =
      "SELECT 1;\n\nSELECT\n  2; -- steward:ignore a: x\n/* two\nlines */ -- steward:ignore b: y\nSELECT 3;\n-- steward:ignore c: z";
    const found = await findSuppressions(sql, await prepareScript(sql));
    expect(found.map(({ codes, line, statementIndex }) => [codes[0], line, statementIndex])).toEqual([
      ["a", 4, 1],
      ["b", 6, 2],
      ["c", 8, null],
    ]);
  });
});
