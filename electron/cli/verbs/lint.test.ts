import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyEdits } from "../../../shared/changes/text-edits.ts";
import { runProgram } from "../program.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "steward-lint-"));
  await mkdir(join(folder, "nested"));
  await writeFile(join(folder, "0001_index.up.sql"), "-- ä\nCREATE INDEX i ON t (a);\n");
  await writeFile(join(folder, "0001_index.down.sql"), "DROP INDEX CONCURRENTLY i;\n");
  await writeFile(join(folder, "nested", "0002_quiet.up.sql"), "SELECT 1;\n");
  await writeFile(join(folder, "readme.md"), "no SQL");
  await writeFile(join(folder, "broken.txt"), "SELECT 1;\nCREATE TABEL t ();\n");
});
afterAll(() => rm(folder, { recursive: true }));

async function lint(...args: readonly string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const exitCode = await runProgram(["lint", ...args], {
    version: "1.2.3",
    dataFolder: folder,
    resourcesFolder: folder,
    terminal: { writeOut: (text) => void out.push(text), writeError: (text) => void errors.push(text) },
    signal: new AbortController().signal,
    openCarrier: async () => {
      throw new Error("No app is asked");
    },
  });
  return { exitCode, out: out.join(""), errors: errors.join("") };
}

const parse = (out: string) => JSON.parse(out) as readonly { readonly code: string; readonly line: number }[]; // the program's own JSON

describe("steward lint", () => {
  it("reads folders, and ends with 1 from the wanted severity on", async () => {
    const whole = await lint(folder, "--format", "json");
    expect([whole.exitCode, parse(whole.out).map(({ code, line }) => `${code} ${line}`)]).toEqual([
      1,
      ["create-index-blocking 2", "irreversible null"],
    ]);
    const codes = await Promise.all(
      ["info", "warning", "error", "never"].map(async (limit) => (await lint(folder, "--fail-on", limit)).exitCode),
    );
    expect(codes).toEqual([1, 1, 0, 0]);
    expect((await lint(join(folder, "nested", "0002_quiet.up.sql"), "--fail-on", "error")).exitCode).toBe(0);
  });

  it("shows a table with the safer form", async () => {
    const { out } = await lint(join(folder, "0001_index.up.sql"));
    expect(out).toMatch(/0001_index\.up\.sql:2 +warning +risky +create-index-blocking +t\n/);
    expect(out).toContain("Build it without blocking writes:\n    CREATE INDEX CONCURRENTLY i ON t (a)\n");
    expect(out).toContain("1 finding in 1 file.");
  });

  it("writes SARIF with rules, places and fixes that can be applied", async () => {
    const { out } = await lint(join(folder, "0001_index.up.sql"), "--format", "sarif");
    const { version, runs } = JSON.parse(out) as {
      version: string;
      runs: { tool: { driver: { rules: { id: string }[] } }; results: Record<string, unknown>[] }[];
    }; // the parts that are looked at
    const [result] = runs[0]?.results ?? [];
    expect([version, result?.ruleId, result?.level]).toEqual(["2.1.0", "create-index-blocking", "warning"]);
    expect(runs[0]?.tool.driver.rules.map(({ id }) => id)).toContain("create-index-blocking");
    expect(result?.locations).toMatchObject([
      { physicalLocation: { region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 24 } } },
    ]);
    expect(result?.fixes).toMatchObject([
      {
        artifactChanges: [
          {
            replacements: [
              {
                deletedRegion: { startLine: 2, startColumn: 13, endLine: 2, endColumn: 13 },
                insertedContent: { text: " CONCURRENTLY" },
              },
            ],
          },
        ],
      },
    ]);
    expect(applyEdits("CREATE INDEX i", [{ start: 12, end: 12, text: " CONCURRENTLY" }])).toBe(
      "CREATE INDEX CONCURRENTLY i",
    );
  });

  it("makes a finding of what it cannot parse, and a failure of what it cannot read", async () => {
    const broken = await lint(join(folder, "broken.txt"), "--format", "json");
    expect([broken.exitCode, parse(broken.out)]).toMatchObject([1, [{ code: "syntax-error", line: 2 }]]);
    expect((await lint(join(folder, "no-such.sql"))).exitCode).toBe(2);
    expect((await lint(folder, "--pg-version", "new")).errors).toContain("new is no version.");
    expect((await lint(folder, "--enable", "nonsense")).errors).toContain("There is no rule nonsense");
    expect((await lint(folder, "--database-url-env", "NO_SUCH_VARIABLE")).errors).toContain(
      "NO_SUCH_VARIABLE is empty",
    );
    expect((await lint(folder, "--pg-version", "14", "--connection", "x")).exitCode).toBe(2);
  });

  it("holds scripts of other runners to limits, and knows rules of the house when asked", async () => {
    const path = join(folder, "0001_index.up.sql");
    const codes = async (...args: string[]) =>
      parse((await lint(path, "--format", "json", ...args)).out).map(({ code }) => code);
    expect((await codes("--runner", "other")).sort()).toEqual([
      "create-index-blocking",
      "lock-timeout-missing",
      "statement-timeout-missing",
    ]);
    expect(await codes("--enable", "require-table-schema")).toContain("require-table-schema");
  });
});
