/** How a statement is prepared and run: statements before it, separated by semicolons. */
interface Trial {
  readonly before?: string;
  readonly sql: string;
}

/** One diagnosis: what it must find, and what it must be silent about. */
export interface DiagnosisCase {
  readonly code: string;
  readonly found: Trial;
  readonly nearMiss: Trial;
  /** The first server version that tells of it, as `server_version_num`. */
  readonly since?: number;
  /** What a server has only where it was built or given it. */
  readonly needs?: "jit" | "vector";
  /** Reads a foreign table of `file_fdw`, which not every build brings along. */
  readonly needsFiles?: true;
}

export const small = "SET LOCAL work_mem = '64kB'";
export const large = "SET LOCAL work_mem = '256MB'";
export const alone = "SET LOCAL max_parallel_workers_per_gather = 0";
export const parallel =
  "SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0";
export const indexOnly = "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off";
export const bitmapOnly = "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off";

export const trial = (sql: string, ...before: readonly string[]): Trial => ({ before: before.join("; "), sql });
