import { expect, it } from "vitest";
import { parserInPlace } from "../sql/parser/sql-parser.ts";
import { beginsTransaction } from "./begin-by-itself.ts";
import { countStatement, type PendingState } from "./pending-work.ts";

const signal = new AbortController().signal;

/** Counts a script whose statements have answered with these tags, all of them inside of one transaction. */
async function count(sql: string, tags: readonly string[]): Promise<PendingState | null> {
  let state: PendingState | null = null;
  const statements = await parserInPlace.split(sql, signal);
  for (const [index, { node }] of statements.entries()) state = countStatement(state, node, tags[index] ?? "", "open");
  return state;
}

it("counts what waits for COMMIT: rows by the server's tags, definitions apart, reads not at all", async () => {
  const sql =
    "BEGIN; SELECT 1; UPDATE t SET a = 1; INSERT INTO t VALUES (1); SET work_mem = '1MB'; CREATE TABLE u AS SELECT 1; WITH d AS (DELETE FROM t RETURNING 1) SELECT * FROM d";
  const state = await count(sql, ["BEGIN", "SELECT 1", "UPDATE 12", "INSERT 0 3", "SET", "SELECT 1", "SELECT 40"]);
  expect(state?.total).toEqual({ statements: 4, rows: 15, definitions: 1 });
});

it("forgets what a ROLLBACK TO takes back, and nothing else", async () => {
  const sql =
    "BEGIN; DELETE FROM t; SAVEPOINT a; DELETE FROM t; SAVEPOINT b; DROP TABLE t; ROLLBACK TO a; DELETE FROM t; RELEASE a; DELETE FROM t";
  const state = await count(sql, [
    "BEGIN",
    "DELETE 1",
    "SAVEPOINT",
    "DELETE 10",
    "SAVEPOINT",
    "DROP TABLE",
    "ROLLBACK",
    "DELETE 100",
    "RELEASE",
    "DELETE 1000",
  ]);
  expect(state).toEqual({ total: { statements: 3, rows: 1101, definitions: 0 }, savepoints: [] });
});

it("begins anew with the transaction that is chained on, and ends with it", async () => {
  const [chained] = await parserInPlace.split("COMMIT AND CHAIN", signal);
  const before = await count("BEGIN; DELETE FROM t", ["BEGIN", "DELETE 1"]);
  expect([
    countStatement(before, chained?.node ?? null, "COMMIT", "open")?.total.statements,
    countStatement(before, chained?.node ?? null, "COMMIT", "idle"),
  ]).toEqual([0, null]);
});

it.each([
  ["SELECT 1", true],
  ["UPDATE t SET a = 1", true],
  ["CREATE TABLE t ()", true],
  ["ALTER TYPE mood ADD VALUE 'fine'", true],
  ["SET LOCAL work_mem = '1MB'", true],
  ["SET work_mem = '1MB'", false],
  ["SHOW work_mem", false],
  ["COMMIT", false],
  ["VACUUM t", false],
  ["CREATE INDEX CONCURRENTLY i ON t (a)", false],
  ["CREATE DATABASE d", false],
])("manual commits: %s begins a transaction: %s", async (sql, expected) => {
  const [statement] = await parserInPlace.split(sql, signal);
  expect(beginsTransaction(statement?.node ?? null)).toBe(expected);
});
