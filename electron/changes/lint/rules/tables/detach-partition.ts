import { appendTo } from "../../edits.ts";
import { relationName } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";

/** DETACH PARTITION takes AccessExclusive on the parent; CONCURRENTLY only on the partition, at its end. */
export const detachPartition: LintRule = {
  code: "detach-partition",
  aliases: ["require-concurrent-partition-detach"],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "metadata",
  directions: ["up", "down"],
  check: ({ written }) =>
    written.commands.flatMap(({ statement, table, command }) => {
      if (command.subtype !== "AT_DetachPartition" || !command.def || !("PartitionCmd" in command.def)) return [];
      if (command.def.PartitionCmd.concurrent) return [];
      return [
        {
          statementIndex: statement.index,
          relation: table,
          subject: `${relationName(command.def.PartitionCmd.name)} ← ${table}`,
          message: `It waits for everybody who reads ${table}, and whoever comes later waits behind it.`,
          fix: {
            title: "Detach it without locking the parent",
            edits: [appendTo(statement, " CONCURRENTLY")],
            transactional: false,
          },
        },
      ];
    }),
};
