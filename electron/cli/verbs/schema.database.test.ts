import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openSession } from "../../postgres/connect.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { runProgram } from "../program.ts";

const odd = `<img src=x onerror=alert(1)>|[a](javascript:b)\u202e"`;
const statements = [
  "CREATE SCHEMA shop",
  "COMMENT ON SCHEMA shop IS 'What is sold'",
  "CREATE TYPE shop.state AS ENUM ('new', 'it''s | <b>')",
  "CREATE TABLE shop.person (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL DEFAULT 'x', state shop.state)",
  `CREATE TABLE shop."${odd.replaceAll('"', '""')}" (person bigint NOT NULL REFERENCES shop.person, at timestamp)`,
  `COMMENT ON TABLE shop."${odd.replaceAll('"', '""')}" IS '# no heading
- <script>alert(1)</script> \`\`\` **x** & ]]>'`,
  "CREATE VIEW shop.names AS SELECT name FROM shop.person",
  "GRANT SELECT (name), UPDATE (name) ON shop.person TO pg_monitor",
  "CREATE FUNCTION shop.twice(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 2 * n'",
];

let test: TestDatabase;
let folder: string;
beforeAll(async () => {
  test = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), "schema-verb-"));
  const session = await openSession(test.parameters, { purpose: "test" });
  for (const sql of statements) await session.execute(sql);
  await session.close();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
  await test.close();
});

async function schema(...args: readonly string[]) {
  const { user, host, port, database, password } = test.parameters;
  vi.stubEnv("PGPASSWORD", password);
  const out: string[] = [];
  const errors: string[] = [];
  const url = `postgres://${user}@${host}:${port}/${database}?sslmode=disable`;
  const exitCode = await runProgram(["schema", ...args, "--database", url], {
    version: "1.2.3",
    dataFolder: "/nowhere",
    resourcesFolder: "/nowhere",
    terminal: { writeOut: (text) => void out.push(text), writeError: (text) => void errors.push(text) },
    signal: new AbortController().signal,
    openCarrier: () => Promise.reject(new Error("no app is needed")),
  });
  return { exitCode, out: out.join(""), errors: errors.join("") };
}

type Printed = readonly { readonly code: string; readonly subject: string }[];

describe("steward schema check", () => {
  it("prints findings in the shape that programs rely on, and 1", async () => {
    const { exitCode, out } = await schema("check", "--format", "json");
    const printed: Printed = JSON.parse(out);
    const key = printed.find(({ code }) => code === "no-primary-key");
    expect([exitCode, Object.keys(key ?? {})]).toEqual([
      1,
      ["code", "severity", "message", "evidence", "fix", "subject"],
    ]);
    expect(key?.subject).toBe(`shop."${odd.replaceAll('"', '""')}"`);
  });

  it("lets exceptions pass, tells those that nothing needs, and fails from a severity on", async () => {
    const printed: Printed = JSON.parse((await schema("check", "--format", "json")).out);
    const file = join(folder, "exceptions.json");
    const accepted = printed.filter(({ code }) => !["not-checked", "powerful-login-role"].includes(code));
    const list = [...accepted, { code: "no-primary-key", subject: "shop.gone" }];
    writeFileSync(file, JSON.stringify(list.map(({ code, subject }) => ({ code, subject, reason: "for the test" }))));
    const { out, errors } = await schema("check", "--exceptions", file);
    expect([out.includes(`${accepted.length} accepted`), errors]).toEqual([
      true,
      "No finding needs the exception for no-primary-key shop.gone any more.\n",
    ]);
    expect((await schema("check", "--fail-on", "error")).exitCode).toBe(0);
    writeFileSync(file, JSON.stringify([{ code: "no-primary-key", subject: "shop.gone", reason: "" }]));
    expect((await schema("check", "--exceptions", file)).exitCode).toBe(2);
  });
});

describe("steward schema docs", () => {
  it("writes the same bytes again, and Markdown with its diagram beside it", async () => {
    const once = await schema("docs", "--schema", "shop", "--output", join(folder, "shop.md"));
    const first = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    await schema("docs", "--schema", "shop", "--output", join(folder, "shop.md"));
    const again = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    expect([once.exitCode, again]).toEqual([0, first]);
    expect(readdirSync(folder)).toEqual(["exceptions.json", "shop.md", "shop.svg"]);
    expect(readFileSync(join(folder, "shop.md"), "utf8")).toContain("![Tables and foreign keys](shop.svg)");
  });

  it.each([
    ["markdown", /<img|<script|<b>|\u202e|[^\\]\]\(javascript|\n# no|[^\\]\*\*|\n- &lt;/],
    ["html", /<img|<script|<b>|\u202e/],
    ["svg", /<img|<script|<b>|\u202e/],
  ])("%s turns nothing of the database into markup", async (format, markup) => {
    const { out } = await schema("docs", "--schema", "shop", "--format", format);
    expect(out).toContain("onerror");
    const heads = /^\*\*(Constraints|Indexes|Grants|Query)\*\*$/gm; // our own
    expect(out.replace(heads, "")).not.toMatch(markup);
  });

  it("says what stands in the schema: comments, keys, grants, types, functions, queries", async () => {
    const { out } = await schema("docs", "--schema", "shop");
    const expected = [
      "What is sold",
      "identity",
      "PRIMARY KEY \\(id\\)".replaceAll("\\", ""),
      "SELECT, UPDATE on column name",
    ].concat(["enum: 'new'", "twice(n integer)", "returns integer, sql, immutable", "FROM shop.person"]);
    const plain = out.replaceAll("\\", "").replaceAll("&#39;", "'");
    expect(expected.filter((words) => !plain.includes(words))).toEqual([]);
  });

  it("refuses a schema that is not there", async () => {
    const { exitCode, errors } = await schema("docs", "--schema", "gone");
    expect([exitCode, errors.split("\n")[0]]).toEqual([
      2,
      `steward: There is no schema gone in ${test.parameters.database}.`,
    ]);
  });
});
