import type { MigrationFolder } from "../../../shared/changes/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { DriftQuestion } from "../../comparison/drift/find-drift.ts";

/**
 * What a folder's state says was applied, in its order: the files as they are, the ledger's own bytes where a file is gone.
 * Without any history all of the folder counts. Throws `notFound` and `conflict`.
 */
export function appliedMigrations({ path, format, migrations }: MigrationFolder): Omit<DriftQuestion, "ref"> {
  if (path === null)
    throw new AppError("notFound", "This connection has no migrations folder.", {
      hint: "Name one in the connection's settings, or on the command line with --folder.",
    });
  if (format === null)
    throw new AppError("conflict", `The format of ${path} cannot be told.`, {
      hint: "Choose it in the app, under Changes.",
    });
  const gone = migrations.find(({ state }) => state === "unknown");
  if (gone)
    throw new AppError("conflict", `${gone.id} was applied, and its file is not in ${path}.`, {
      hint: "Bring the file back: what it made cannot be told apart from drift.",
    });
  const half = migrations.find(({ state }) => state === "unfinished" || state === "failed");
  if (half)
    throw new AppError("conflict", `${half.id} was begun and not ended.`, {
      hint: "End or take back its application first: what half of it makes cannot be told apart from drift.",
    });
  const of = (...states: readonly string[]) => migrations.filter(({ state }) => states.includes(state));
  const recorded = of("applied", "changed", "missing");
  const counted = recorded.length === 0 ? of("pending", "outOfOrder") : recorded;
  const notes = [
    ...(recorded.length === 0 && counted.length > 0
      ? ["The database has no history of these migrations, so it is held against all of them."]
      : []),
    ...of("changed").map(({ id }) => `${id} was changed after it was applied; the file as it is now was run.`),
    ...of("missing").map(({ id }) => `The file of ${id} is gone; what the ledger kept of it was run.`),
  ];
  const pending = recorded.length === 0 ? [] : of("pending", "outOfOrder").map(({ id }) => id);
  return {
    base: { folder: path, applied: counted.map(({ id }) => id), pending, notes },
    scripts: counted.map(({ id, upSql }) => ({ name: id, sql: upSql })),
  };
}
