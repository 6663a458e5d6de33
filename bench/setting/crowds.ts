import { openSession } from "../../electron/postgres/connect.ts";
import type { OwnServer } from "./own-server.ts";

/** Schemas with many tables, and how soon a tree of them has to be filled. */
export const crowds = [
  { schema: "crowd_2000", tables: 2_000, underMs: 300 },
  { schema: "crowd_50000", tables: 50_000, underMs: 1_000 },
] as const;

/** Makes the tables, unless another figure did. */
export async function makeCrowds({ parameters }: OwnServer): Promise<void> {
  const session = await openSession(parameters, { purpose: "bench" });
  try {
    for (const { schema, tables } of crowds) {
      const { rows } = await session.query("SELECT pg_catalog.to_regnamespace($1)", [schema]);
      if (rows[0]?.[0] != null) continue;
      await session.execute(`CREATE SCHEMA ${schema}`);
      // In batches: every new table holds a lock until its transaction ends.
      await session.execute(`DO $$ BEGIN FOR n IN 1..${tables} LOOP
        EXECUTE format('CREATE TABLE ${schema}.customer_order_%s ()', n);
        IF n % 500 = 0 THEN COMMIT; END IF;
      END LOOP; END $$`);
    }
    await session.execute("VACUUM ANALYZE");
  } finally {
    await session.close();
  }
}
