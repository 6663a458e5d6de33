import { describe, expect, it } from "vitest";
import type { Branch } from "../../../../shared/branches/model.ts";
import { branchExample } from "../../../../shared/branches/testing/branch-example.ts";
import type { RowsComparison } from "../../../../shared/comparison/rows-model.ts";
import type { SchemaComparison } from "../../../../shared/comparison/schema-model.ts";
import type { WireRequest } from "../../../../shared/ipc/wire.ts";
import { runProgram } from "../../program.ts";

const main = branchExample({ id: "br-1", name: "main", isDefault: true, sizeBytes: 1024 });
const preview: Branch = { ...main, id: "br-2", name: "preview", parentId: "br-1", isDefault: false };
const connection = { id: "c", target: { kind: "project", projectId: "sample", defaultBranchId: "br-1" } };
const identical: SchemaComparison = {
  isIdentical: true,
  isAgreed: true,
  objects: [],
  statements: [],
  onlineStatements: [],
  scriptError: null,
  renames: [],
  notCompared: [],
  fromVersion: "18.4",
  toVersion: "18.4",
};
const column = { hasEquality: true, isGenerated: false, isIdentityAlways: false };
const rows: RowsComparison = {
  table: { schema: "shop", name: "a.b" },
  key: ["id"],
  columns: [
    { name: "id", types: ["int", "int"], isKey: true, ...column },
    { name: "v", types: ["text", "text"], isKey: false, ...column },
  ],
  leftOut: [],
  rows: [1, 1],
  counts: { onlyFrom: 0, onlyTo: 0, changed: 1 },
  differences: [{ kind: "changed", key: ["1"], from: ["1", "old"], to: ["1", "new"], isCut: false }],
  rowsRead: 2,
  durationMs: 1,
};

async function run(answers: Readonly<Record<string, unknown>>, ...args: string[]) {
  const sent: WireRequest[] = [];
  const out: string[] = [];
  const errors: string[] = [];
  const known: Readonly<Record<string, unknown>> = {
    "branches.list": [main, preview],
    "connections.list": [connection],
    ...answers,
  };
  const exitCode = await runProgram(["branches", "diff", ...args], {
    version: "1",
    dataFolder: "/nowhere",
    resourcesFolder: "/nowhere",
    terminal: { writeOut: (text) => void out.push(text), writeError: (text) => void errors.push(text) },
    signal: new AbortController().signal,
    openCarrier: async () => ({
      handle: async (request) => {
        sent.push(request);
        return { ok: true, value: known[request.channel] };
      },
      onEvent: () => undefined,
      close: async () => undefined,
    }),
  });
  return { exitCode, out: out.join(""), errors: errors.join(""), asked: sent.at(-1)?.input };
}

describe("steward branches diff", () => {
  it("compares a branch with its parent", async () => {
    expect(await run({ "comparison.schemas": identical }, "preview")).toEqual({
      exitCode: 0,
      out: "",
      errors: "The schemas are identical.\n",
      asked: {
        from: { connectionId: "c", branchId: "br-1" },
        to: { connectionId: "c", branchId: "br-2" },
        acceptedRenames: [],
      },
    });
    expect((await run({}, "main")).errors).toContain("main has no parent.");
  });

  it("says what the script does not do", async () => {
    const address = { kind: "table", schema: "s", parent: "", name: "t", identity: "" } as const;
    const details = [{ label: "Storage", from: "plain", to: "main", isMissed: true }];
    const part = { word: "column", name: "c", kind: "changed", source: "both", details } as const;
    const found: SchemaComparison = {
      ...identical,
      isIdentical: false,
      isAgreed: false,
      objects: [{ address, kind: "changed", source: "both", parts: [part] }],
      statements: [{ endsTransaction: false, sql: "ALTER TABLE s.t", transactional: true, hazards: [] }],
    };
    const { exitCode, out, errors } = await run({ "comparison.schemas": found }, "preview");
    expect([exitCode, out, errors]).toEqual([
      1,
      "ALTER TABLE s.t;\n",
      "Not in the script: table s.t: column c\n1 object differs.\n",
    ]);
  });

  it("compares rows of tables, and gives the SQL that makes the parent's like the branch's", async () => {
    const { exitCode, out, errors, asked } = await run(
      { "comparison.rows": [{ state: "compared", comparison: rows }] },
      "preview",
      "--with",
      "main",
      "--data",
      "shop.a.b",
    );
    expect([exitCode, out, errors, asked]).toEqual([
      1,
      `UPDATE "shop"."a.b"\n   SET "v" = 'new'\n WHERE "id" = '1'\n   AND "v" = 'old';\n`,
      "shop.a.b: 1 changed, 0 only in the first, 0 only in the second.\n",
      expect.objectContaining({ tables: [{ table: { schema: "shop", name: "a.b" }, key: null }], limit: 10_000 }),
    ]);
  });

  it("ends with 2 when a table could not be compared", async () => {
    const refusal = { state: "notCompared", table: rows.table, message: "It has no key.", hint: null };
    const { exitCode, out } = await run({ "comparison.rows": [refusal] }, "preview", "--data", "x", "--format", "json");
    expect([exitCode, JSON.parse(out)]).toEqual([
      2,
      [{ schema: "shop", name: "a.b", compared: false, message: "It has no key.", hint: null }],
    ]);
  });
});
