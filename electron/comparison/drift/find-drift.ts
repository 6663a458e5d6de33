import type { DriftBase, DriftReport } from "../../../shared/comparison/drift-model.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { Progress } from "../../../shared/ipc/declare.ts";
import type { IgnoredObjects } from "../schema/ignored-objects.ts";
import { compareReadings, type SidesParts } from "../sides/compare-sides.ts";
import type { SideScript } from "../sides/side.ts";

/** The database, and the scripts that its history says were applied. */
export interface DriftQuestion {
  readonly ref: DatabaseRef;
  readonly base: DriftBase;
  readonly scripts: readonly SideScript[];
}

/** What tools and Steward keep beside people's objects; no migration makes them. */
const bookkeeping: IgnoredObjects = {
  schemas: ["steward", "drizzle"],
  tables: ["_prisma_migrations", "__drizzle_migrations", "schema_migrations", "flyway_schema_history"],
};

/**
 * Runs the applied migrations in a scratch database, and holds the database against what they make. Both are read once;
 * nothing in the database is changed. Rejects as comparing sides does; `sql` where a migration does not run.
 */
export async function findDrift(
  parts: SidesParts,
  { ref, base, scripts }: DriftQuestion,
  call: { readonly signal: AbortSignal; readonly report: (progress: Progress) => void },
): Promise<DriftReport> {
  const sides = { from: { kind: "scripts", scripts }, to: { kind: "database", ref } } as const;
  const [adopt, revert] = await compareReadings(parts, { ...sides, ignored: bookkeeping }, call);
  return { base, adopt, revert };
}
