import type { MigrationFinding, RehearsedStatement } from "../../../../shared/changes/model.ts";
import type { ColumnLoss, DataSurvival, RowsAfter } from "../../../../shared/changes/rehearsal-model.ts";
import { survivalText } from "../../../../shared/changes/report/report-sections.ts";
import type { RowSums } from "./read-rows.ts";

/** The code of the finding for rows that up and down together change. */
export const dataNotPreserved = "data-not-preserved";

/** The rows of one table after a pass, against those before. */
export function compareRows(before: RowSums, after: RowSums): RowsAfter {
  const columns = before.columns.flatMap((old, place): readonly ColumnLoss[] => {
    const now = after.columns[place];
    if (old.values === null) return [];
    if (!now || now.isGone) return [{ column: old.column, valuesBefore: old.values, valuesAfter: null }];
    if (now.values === null) return []; // not read
    const isOther = now.values !== old.values || (now.sum !== null && old.sum !== null && now.sum !== old.sum);
    return isOther ? [{ column: old.column, valuesBefore: old.values, valuesAfter: now.values }] : [];
  });
  return { rows: after.rows, columns, isSame: isSameAs(before, after, columns) };
}

function isSameAs(before: RowSums, after: RowSums, columns: readonly ColumnLoss[]): boolean | null {
  if (after.isGone || columns.length > 0) return false;
  if (before.rows !== null && after.rows !== null && before.rows !== after.rows) return false;
  return before.sum === null || after.sum === null ? null : before.sum === after.sum;
}

/** What became of the rows of all tables, and of which nothing is known. */
export function describeSurvival(
  before: readonly RowSums[],
  afterUp: readonly RowSums[] | null,
  afterDown: readonly RowSums[] | null,
  statements: readonly RehearsedStatement[],
): DataSurvival {
  const covered = new Set(before.flatMap(({ table }) => table.covers));
  const touched = statements.flatMap(({ locks, rewrites }) => [
    ...rewrites,
    ...locks
      .filter(({ mode, relationKind }) => mode === "RowExclusive" && relationKind === "table")
      .map(({ relation }) => relation),
  ]);
  const later = (sums: readonly RowSums[] | null, place: number) => sums?.[place] ?? null;
  return {
    tables: before.map((rows, place) => {
      const [up, down] = [later(afterUp, place), later(afterDown, place)];
      return {
        table: `${rows.table.schema}.${rows.table.name}`,
        rowsBefore: rows.rows,
        afterUp: up && compareRows(rows, up),
        afterDown: down && compareRows(rows, down),
      };
    }),
    notCompared: [...new Set(touched)].filter((relation) => !covered.has(relation)).sort(),
  };
}

/** Whether up and down bring every row back; null where that was not compared for some, and none was found different. */
export function isPreserved({ tables, notCompared }: DataSurvival): boolean | null {
  if (tables.some(({ afterDown }) => afterDown?.isSame === false)) return false;
  const isKnown = notCompared.length === 0 && tables.every(({ afterDown }) => afterDown?.isSame === true);
  return isKnown ? true : null;
}

/** The finding for rows that up and down together change; null when there are none. */
export function lostRowsFinding(migrationId: string, { tables }: DataSurvival): MigrationFinding | null {
  const lost = tables.filter(({ afterDown }) => afterDown?.isSame === false);
  if (lost.length === 0) return null;
  const what = lost.map((one) => `${one.table} (${survivalText(one, one.afterDown)})`);
  const rowsLost = lost.reduce(
    (sum, { rowsBefore, afterDown }) => sum + Math.max(0, (rowsBefore ?? 0) - (afterDown?.rows ?? 0)),
    0,
  );
  return {
    code: dataNotPreserved,
    severity: "error",
    class: "breaking",
    lock: null,
    migrationId,
    direction: "down",
    statementIndex: null,
    subject: lost.map(({ table }) => table).join(", "),
    message: `After up and down the rows are not what they were: ${what.join("; ")}. Rolling back does not bring them back.`,
    evidence: { tables: lost.length, rowsLost },
  };
}
