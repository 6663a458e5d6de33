import { onTable, type SchemaRule, tableSql } from "../rule.ts";

/** The planner guesses. Autovacuum never analyzes a partitioned table as a whole, so there it stays that way. */
export const tableWithoutStatistics: SchemaRule = {
  code: "table-without-statistics",
  title: "Table without statistics",
  keeps: { seed: "ContextGround", rule: "Plans use their indexes; no table is scanned by mistake." },
  findInTable: (table) =>
    table.hasStatistics === false && table.sizeBytes > 0
      ? [
          onTable(table, {
            code: "table-without-statistics",
            severity: "info",
            message: table.isPartitioned
              ? `${table.name} has no statistics of all its partitions together, which nothing but ANALYZE makes.`
              : `${table.name} has rows and no statistics: the planner guesses how many fit a condition.`,
            evidence: { sizeBytes: table.sizeBytes },
            fix: { title: `Analyze ${table.name}`, sql: `ANALYZE ${tableSql(table)};`, transactional: true },
          }),
        ]
      : [],
};
