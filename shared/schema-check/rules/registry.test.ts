import { describe, expect, it } from "vitest";
import type { CheckedColumn, CheckedSequence, CheckedTable, DatabaseFacts } from "../model.ts";
import { bySeverity, checkDatabase, checkTable, schemaRules, unreadParts } from "./registry.ts";

const none = { state: "readable", value: [] } as const;
const database: DatabaseFacts = { sequences: none, statements: none, vectors: none, openSchemas: none, roles: none };
const column = (name: string, type: string, more: Partial<CheckedColumn> = {}): CheckedColumn => ({
  name,
  type,
  typeName: type.replace(/\(.*/, ""),
  typeSchema: "public",
  isNotNull: false,
  isIdentity: false,
  isGenerated: false,
  serial: null,
  comment: null,
  ...more,
});
const table = (columns: readonly CheckedColumn[], more: Partial<CheckedTable> = {}): CheckedTable => ({
  schema: "public",
  name: "memory",
  isPartitioned: false,
  partitionColumns: [],
  estimatedRows: 100,
  sizeBytes: 8192,
  hasRowSecurity: false,
  policyCount: 0,
  hasStatistics: true,
  publicPrivileges: [],
  columns,
  constraints: [],
  indexes: [],
  base64: [],
  ...more,
});
const sequence = (more: Partial<CheckedSequence>): CheckedSequence => ({
  isReadable: true,
  schema: "public",
  name: "numbers",
  type: "integer",
  lastValue: 1,
  minValue: 1,
  maxValue: 2147483647,
  increment: 1,
  isCycling: false,
  owner: null,
  ...more,
});
const ofCode = (found: CheckedTable, code: string) =>
  checkTable(found, database).filter((finding) => finding.code === code);
const judge = (more: Partial<CheckedSequence>) =>
  checkDatabase({ ...database, sequences: { state: "readable", value: [sequence(more)] } }).map(
    ({ severity, evidence, fix }) => [severity, evidence.lastPossible, fix?.sql ?? null],
  );

describe("the rules of the schema check", () => {
  it("have each a code, a title and a seed's rule of their own words", () => {
    expect(new Set(schemaRules.map(({ code }) => code)).size).toBe(schemaRules.length);
    expect(new Set(schemaRules.map(({ title }) => title)).size).toBe(schemaRules.length);
    expect(schemaRules.filter(({ keeps }) => !/^[A-Z].*\.$/.test(keeps.rule))).toEqual([]);
  });

  it("are named where what they need could not be read, and find nothing there", () => {
    const hidden = { state: "unreadable", message: "no privilege", hint: "ask for it" } as const;
    const unread = { sequences: hidden, statements: hidden, vectors: hidden, openSchemas: hidden, roles: hidden };
    expect(checkDatabase(unread)).toEqual([]);
    expect(checkTable(table([column("payload", "jsonb")]), unread).map(({ code }) => code)).not.toContain(
      "jsonb-without-gin",
    );
    expect(unreadParts(unread).map(({ codes, hint }) => [codes.join(), hint])).toEqual([
      ["sequence-near-exhaustion", "ask for it"],
      ["jsonb-without-gin", "ask for it"],
      ["vector-dimensions", "ask for it"],
      ["public-schema-create", "ask for it"],
      ["powerful-login-role", "ask for it"],
    ]);
    const partly = { ...database, sequences: { state: "readable", value: [sequence({ isReadable: false })] } } as const;
    expect(unreadParts(partly).map(({ what }) => what)).toEqual(["1 sequences"]);
    expect(unreadParts(database)).toEqual([]);
  });

  it("stand worst first, then in the registry's order, then by name", () => {
    const found = [
      ...checkTable(table([column("createdAt", "timestamp")]), database),
      ...checkTable(table([column("createdAt", "timestamp")], { name: "agent" }), database),
    ].toSorted(bySeverity);
    expect(found.map(({ code, subject }) => `${code} ${subject}`)).toEqual([
      "no-primary-key public.agent",
      "no-primary-key public.memory",
      "timestamp-without-time-zone public.agent",
      "timestamp-without-time-zone public.memory",
      "missing-timestamps public.agent",
      "missing-timestamps public.memory",
      "not-snake-case public.agent",
      "not-snake-case public.memory",
    ]);
  });
});

describe("vectors", () => {
  const fixOf = (type: string) =>
    ofCode(table([column("embedding", type)]), "vector-without-index")[0]?.fix?.sql ?? null;
  it("get an index by their number of dimensions, as half vectors where there are too many, and none beyond", () => {
    expect(fixOf("vector(1536)")).toContain("USING hnsw (embedding public.vector_cosine_ops)");
    expect(fixOf("vector(3072)")).toContain("((embedding::public.halfvec(3072)) public.halfvec_cosine_ops)");
    expect([fixOf("vector(9000)"), fixOf("vector")]).toEqual([null, null]);
  });
});

describe("sequences", () => {
  it("end where the first of sequence and column does, whichever way they count", () => {
    expect(judge({ lastValue: 1_500_000_000 })).toEqual([]);
    expect(judge({ lastValue: 1_700_000_000 })).toEqual([
      ["warning", 2147483647, "ALTER SEQUENCE public.numbers AS bigint NO MAXVALUE;"],
    ]);
    const down = { increment: -1, minValue: -100, maxValue: -1, type: "bigint" };
    expect(judge({ ...down, lastValue: -95 })).toEqual([["error", -100, null]]);
    const wide = { type: "bigint", maxValue: 9223372036854775807n, lastValue: 9_000_000_000_000_000_000 };
    expect(judge({ ...wide, maxValue: Number(wide.maxValue) })).toEqual([["error", Number(wide.maxValue), null]]);
  });
});
