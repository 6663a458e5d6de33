import type { RehearsedStatement } from "../../../../shared/changes/model.ts";
import type { DataSurvival, TimeClass, TimeEstimate } from "../../../../shared/changes/rehearsal-model.ts";
import type { TableSizes } from "./table-sizes.ts";

/** What is known of the tables: rows and bytes on the branch before up, and bytes on the target now. */
export interface EstimateBasis {
  readonly data: DataSurvival;
  readonly branch: TableSizes;
  readonly target: TableSizes;
}

const classes: readonly (readonly [TimeClass, number])[] = [
  ["instant", 200],
  ["seconds", 10_000],
  ["minutes", 600_000],
];

/** A branch within a tenth of the target's size has its size. */
const sameSize = 0.1;
const farSize = 2;

/** Gives each statement of the first up its time on the target. Those that failed have none. */
export function estimateTimes(
  statements: readonly RehearsedStatement[],
  basis: EstimateBasis,
): readonly RehearsedStatement[] {
  return statements.map((one) =>
    one.pass === "up" && one.error === null ? { ...one, estimate: estimateTime(one, basis) } : one,
  );
}

/** The time of one statement on the target: its own, times how much larger the table is that it goes through. */
export function estimateTime(statement: RehearsedStatement, basis: EstimateBasis): TimeEstimate {
  const { durationMs } = statement;
  const worked = workedTable(statement, basis);
  if (worked === null)
    return {
      class: classOf(durationMs),
      ms: durationMs,
      confidence: "high",
      basis: "went through no table, so its time does not grow with one",
      rows: null,
      rowsPerSecond: null,
    };
  const [onBranch, onTarget] = [basis.branch.get(worked) ?? 0, basis.target.get(worked) ?? 0];
  const factor = onBranch > 0 && onTarget > 0 ? onTarget / onBranch : 1;
  const rowsOnBranch = statement.rows ?? basis.data.tables.find(({ table }) => table === worked)?.rowsBefore ?? null;
  const ms = durationMs * factor;
  const rows = rowsOnBranch === null ? null : Math.round(rowsOnBranch * factor);
  const rowsPerSecond =
    rowsOnBranch === null || durationMs <= 0 ? null : Math.round((rowsOnBranch / durationMs) * 1000);
  const isKnown = onBranch > 0 && onTarget > 0;
  return {
    class: classOf(ms),
    ms,
    confidence: isKnown ? confidenceOf(factor) : "low",
    basis: basisText(worked, isKnown ? factor : null),
    rows,
    rowsPerSecond,
  };
}

/** The largest table that the statement wrote again, scanned, changed rows of or built an index of. */
function workedTable(
  { rewrites, scans, rows, locks, kind }: RehearsedStatement,
  { branch }: EstimateBasis,
): string | null {
  const locked = locks.filter(({ relationKind }) => relationKind === "table").map(({ relation }) => relation);
  const goesThrough = [...rewrites, ...(scans ?? [])];
  if ((rows ?? 0) > 0 || /INDEX|CONCURRENTLY|VACUUM|CLUSTER/.test(kind)) goesThrough.push(...locked);
  const known = goesThrough.filter((table) => branch.has(table));
  return known.sort((left, right) => (branch.get(right) ?? 0) - (branch.get(left) ?? 0))[0] ?? null;
}

function classOf(ms: number): TimeClass {
  return classes.find(([, limitMs]) => ms < limitMs)?.[0] ?? "long";
}

function confidenceOf(factor: number): TimeEstimate["confidence"] {
  if (Math.abs(factor - 1) <= sameSize) return "high";
  return factor <= farSize && factor >= 1 / farSize ? "medium" : "low";
}

function basisText(table: string, factor: number | null): string {
  if (factor === null) return `${table} has no size on one of the two sides; taken as measured`;
  if (Math.abs(factor - 1) <= sameSize) return `the branch had ${table} in the target's size`;
  return `${table} is ${factor.toFixed(factor < 10 ? 1 : 0)} times as large on the target`;
}
