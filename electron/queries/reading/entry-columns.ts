import type { CounterName } from "../../../shared/queries/model.ts";

/** The columns of pg_stat_statements that make a counter, newest names first: the first one that is there counts. */
type Columns = readonly (readonly string[])[];

const jitColumns = [
  "jit_generation_time",
  "jit_inlining_time",
  "jit_optimization_time",
  "jit_emission_time",
  "jit_deform_time",
] as const;

/** What our counters are called by the versions 1.8 to 1.12 of the extension. */
const columns: Readonly<Record<CounterName, Columns>> = {
  calls: [["calls"]],
  rows: [["rows"]],
  execMs: [["total_exec_time"]],
  plans: [["plans"]],
  planMs: [["total_plan_time"]],
  sharedHit: [["shared_blks_hit"]],
  sharedRead: [["shared_blks_read"]],
  sharedDirtied: [["shared_blks_dirtied"]],
  sharedWritten: [["shared_blks_written"]],
  localRead: [["local_blks_read"]],
  localWritten: [["local_blks_written"]],
  tempRead: [["temp_blks_read"]],
  tempWritten: [["temp_blks_written"]],
  readMs: [["shared_blk_read_time"], ["blk_read_time"]],
  writeMs: [["shared_blk_write_time"], ["blk_write_time"]],
  walRecords: [["wal_records"]],
  walFullPageImages: [["wal_fpi"]],
  walBytes: [["wal_bytes"]],
  // 1.10 does not count the deforming apart.
  jitMs: [jitColumns, jitColumns.slice(0, 4)],
};

/** SQL of a counter as far as the view has its columns, else NULL: views are as old as the extension, not as the server. */
export function counterSql(name: CounterName, view: ReadonlySet<string>): string {
  const found = columns[name].find((names) => names.every((column) => view.has(column)));
  return found ? found.map((column) => `s.${column}`).join(" + ") : "NULL";
}
