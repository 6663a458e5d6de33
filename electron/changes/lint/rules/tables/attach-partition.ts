import { relationName } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";

/** ATTACH PARTITION reads the table that becomes a partition, under AccessExclusive, unless a CHECK says the same as its bound. */
export const attachPartition: LintRule = {
  code: "attach-partition",
  aliases: [],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "scan",
  directions: ["up", "down"],
  check: ({ written, catalog }) =>
    written.commands.flatMap(({ statement, table, command }) => {
      if (command.subtype !== "AT_AttachPartition" || !command.def || !("PartitionCmd" in command.def)) return [];
      const child = relationName(command.def.PartitionCmd.name);
      const known = catalog?.relation(child)?.constraints ?? [];
      const isChecked =
        known.some(({ kind, isValid }) => kind === "c" && isValid) ||
        written.constraints.some(
          (one) =>
            one.table === child && one.constraint.contype === "CONSTR_CHECK" && one.statement.index < statement.index,
        );
      if (isChecked || command.def.PartitionCmd.bound?.is_default) return [];
      return [
        {
          statementIndex: statement.index,
          relation: child,
          subject: `${child} → ${table}`,
          message: `Nobody reads or writes ${child} while every row of it is held against the bound; a default partition of ${table} is read as well. A CHECK that says the same, added NOT VALID and validated before, spares it.`,
        },
      ];
    }),
};
