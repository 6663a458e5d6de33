import type { PlanMode } from "../../shared/plans/running/model.ts";

interface OptionRow {
  readonly option: string;
  readonly minVersion: number;
  readonly modes: readonly PlanMode[];
}

/** The first server version (as `server_version_num`) that plans with parameters left open. */
export const firstGenericVersion = 160000;

/** Options of EXPLAIN and the first server version that knows each. */
const options: readonly OptionRow[] = [
  { option: "ANALYZE", minVersion: 0, modes: ["analyze"] },
  { option: "GENERIC_PLAN", minVersion: firstGenericVersion, modes: ["generic"] },
  { option: "VERBOSE", minVersion: 0, modes: ["analyze", "estimate", "generic"] },
  { option: "BUFFERS", minVersion: 0, modes: ["analyze"] },
  { option: "BUFFERS", minVersion: 130000, modes: ["estimate", "generic"] },
  { option: "SUMMARY", minVersion: 0, modes: ["estimate", "generic"] },
  { option: "SETTINGS", minVersion: 120000, modes: ["analyze", "estimate", "generic"] },
  { option: "WAL", minVersion: 130000, modes: ["analyze"] },
  { option: "SERIALIZE TEXT", minVersion: 170000, modes: ["analyze"] },
  { option: "MEMORY", minVersion: 170000, modes: ["analyze", "estimate", "generic"] },
  { option: "FORMAT JSON", minVersion: 0, modes: ["analyze", "estimate", "generic"] },
];

/** What stands before the statement, with a line break at its end: `EXPLAIN (ANALYZE, ...)`. */
export function explainPrefix(mode: PlanMode, serverVersion: number, isSerialized = true): string {
  const known = options.filter(
    ({ option, minVersion, modes }) =>
      minVersion <= serverVersion && modes.includes(mode) && (isSerialized || option !== "SERIALIZE TEXT"),
  );
  return `EXPLAIN (${known.map((row) => row.option).join(", ")})\n`;
}
