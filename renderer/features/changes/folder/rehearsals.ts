import { create } from "zustand";
import type { FolderMigration, RehearsalReport } from "../../../../shared/changes/model.ts";

interface Rehearsals {
  readonly reports: Readonly<Record<string, { readonly bytes: string; readonly report: RehearsalReport }>>;
  keep(connectionId: string, migrations: readonly FolderMigration[], report: RehearsalReport): void;
}

/** Reports of this window's rehearsals. The ledger has them too; a request carries its own. */
export const useRehearsals = create<Rehearsals>()((set) => ({
  reports: {},
  keep: (connectionId, migrations, report) =>
    set(({ reports }) => ({
      reports: { ...reports, [keyOf(connectionId, migrations)]: { bytes: bytesOf(migrations), report } },
    })),
}));

/** The newest rehearsal of exactly these migrations. `isStale`: a script was changed since. */
export function useRehearsal(
  connectionId: string,
  migrations: readonly FolderMigration[],
): { readonly report: RehearsalReport; readonly isStale: boolean } | null {
  const kept = useRehearsals(({ reports }) => reports[keyOf(connectionId, migrations)]);
  return kept ? { report: kept.report, isStale: kept.bytes !== bytesOf(migrations) } : null;
}

function keyOf(connectionId: string, migrations: readonly FolderMigration[]): string {
  return JSON.stringify([connectionId, ...migrations.map((migration) => migration.id)]);
}

function bytesOf(migrations: readonly FolderMigration[]): string {
  return migrations.map((migration) => migration.sha256).join(" ");
}
