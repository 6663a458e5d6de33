import type { LintRule } from "../../rule.ts";

/** Versions 14.0 to 14.3: CREATE INDEX and REINDEX CONCURRENTLY may leave rows out (fixed in 14.4). */
export const cicCorruption: LintRule = {
  code: "cic-corruption-14.0-14.3",
  aliases: [],
  class: "risky",
  severity: "error",
  lock: null,
  cost: null,
  directions: ["up", "down"],
  check: ({ statements, version }) =>
    version?.major === 14 && version.minor !== null && version.minor < 4
      ? statements
          .filter(({ kind }) => kind === "CREATE INDEX CONCURRENTLY" || kind === "REINDEX CONCURRENTLY")
          .map(({ index, kind }) => ({
            statementIndex: index,
            subject: kind,
            message: `On 14.${version.minor} the index may miss rows. Update the server to 14.4 or later first.`,
          }))
      : [],
};
