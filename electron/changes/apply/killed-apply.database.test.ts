import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ChangeRequest } from "../../../shared/changes/model.ts";
import { createLedgerBench, type LedgerBench } from "../testing/ledger-bench.ts";

let bench: LedgerBench;
beforeAll(async () => {
  bench = await createLedgerBench();
  await bench.sql("owner", "CREATE TABLE busy (id int)");
  await bench.sql("owner", "INSERT INTO busy SELECT generate_series(1, 20000)");
});
afterAll(() => bench.close());

/** What the ledger says is done, against what is in the database. */
async function compare(request: ChangeRequest, round: number): Promise<[readonly string[], readonly string[]]> {
  const done = new Set(
    request.applications.flatMap(({ statements }) =>
      statements.filter(({ state }) => state === "done").map(({ index }) => index),
    ),
  );
  const told = [`one_${round}`, `two_${round}`, `idx_${round}`, `three_${round}`].filter((_, place) =>
    done.has([0, 2, 3, 4][place] ?? -1),
  );
  const found = await bench.sql(
    "admin",
    `SELECT c.relname FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
     WHERE c.relname ~ '^(one|two|idx|three)_${round}$' AND coalesce(i.indisvalid, true)`,
  );
  return [told.sort(), found.rows.map(([name]) => name ?? "").sort()];
}

it("says exactly what is done after a kill at any moment, and goes on from there", async () => {
  const outcomes: string[] = [];
  for (let round = 0; round < 12; round++) {
    const id = `${String(round + 1).padStart(4, "0")}_round`;
    const up = [
      `CREATE TABLE one_${round} (x int)`,
      "SELECT pg_sleep(0.05)",
      `CREATE TABLE two_${round} (x int)`,
      `CREATE INDEX CONCURRENTLY idx_${round} ON busy (id)`,
      `CREATE TABLE three_${round} (x int)`,
      "SELECT pg_sleep(0.05)",
    ];
    await bench.write(id, `${up.join(";\n")};\n`, null);
    const request = await bench.approve(id);
    const applying = bench.apply(request.id).catch((error: unknown) => error);
    await delay(15 + round * 22);
    await bench.sql(
      "admin",
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name ~ '^Steward apply [0-9a-f]+$'",
    );
    await applying;
    const after = await bench.read(request.id);
    outcomes.push(after.state);
    const [told, found] = await compare(after, round);
    // An index that was finished in the moment of the kill may be there before the ledger knows: the next apply finds it.
    expect(found.filter((name) => !name.startsWith("idx_"))).toEqual(told.filter((name) => !name.startsWith("idx_")));
    const applied = after.state === "applied" ? after : await bench.apply(request.id);
    expect([applied.state, ...(await compare(applied, round))]).toEqual([
      "applied",
      [`idx_${round}`, `one_${round}`, `three_${round}`, `two_${round}`],
      [`idx_${round}`, `one_${round}`, `three_${round}`, `two_${round}`],
    ]);
  }
  expect(outcomes).toContain("interrupted");
}, 120_000);
