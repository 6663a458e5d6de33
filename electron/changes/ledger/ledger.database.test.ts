import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { ensureLedger } from "./install-ledger.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase({ roles: ["mara", "deniz"] });
});
afterAll(() => test.close());
it("installs", async () => {
  await ensureLedger({ databases: test.databases, ref: test.ref, role: undefined }, resolve("migrations"));
  const r = await test.databases.read(test.ref, "x", (s) =>
    s.query("SELECT sequence, person, kind, summary, hash FROM steward.event"),
  );
  console.log(r.rows);
});
