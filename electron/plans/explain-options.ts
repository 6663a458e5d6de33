import type { PlanMode } from "../../shared/plans/contract.ts";

interface OptionRow {
  readonly option: string;
  readonly minVersion: number;
  readonly modes: readonly PlanMode[];
}

/** Options of EXPLAIN and the first server version (as `server_version_num`) that knows each. */
const options: readonly OptionRow[] = [
  { option: "ANALYZE", minVersion: 0, modes: ["analyze"] },
  { option: "VERBOSE", minVersion: 0, modes: ["analyze", "estimate"] },
  { option: "BUFFERS", minVersion: 0, modes: ["analyze"] },
  { option: "BUFFERS", minVersion: 130000, modes: ["estimate"] },
  { option: "SUMMARY", minVersion: 0, modes: ["estimate"] },
  { option: "SETTINGS", minVersion: 120000, modes: ["analyze", "estimate"] },
  { option: "WAL", minVersion: 130000, modes: ["analyze"] },
  { option: "SERIALIZE TEXT", minVersion: 170000, modes: ["analyze"] },
  { option: "MEMORY", minVersion: 170000, modes: ["analyze", "estimate"] },
  { option: "FORMAT JSON", minVersion: 0, modes: ["analyze", "estimate"] },
];

/** What stands before the statement, with a line break at its end: `EXPLAIN (ANALYZE, ...)`. */
export function explainPrefix(mode: PlanMode, serverVersion: number): string {
  const known = options.filter((row) => row.minVersion <= serverVersion && row.modes.includes(mode));
  return `EXPLAIN (${known.map((row) => row.option).join(", ")})\n`;
}
