import { relationName } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";

/** A new table's foreign key takes ShareRowExclusive on the table that it leads to, which is not new. */
export const createTableWithFk: LintRule = {
  code: "create-table-with-fk",
  aliases: [],
  class: "safe",
  severity: "info",
  lock: "ShareRowExclusive",
  cost: "metadata",
  directions: ["up", "down"],
  check: ({ written, isNew, catalog }) =>
    written.constraints.flatMap(({ statement, table, command, constraint }) => {
      const other = relationName(constraint.pktable);
      const isNewTable =
        command === null || isNew(table, statement.index) || catalog?.relation(table)?.isEmpty === true;
      if (constraint.contype !== "CONSTR_FOREIGN" || !isNewTable || other === table) return [];
      return [
        {
          statementIndex: statement.index,
          relation: other,
          subject: `${table} → ${other}`,
          message: `It waits for everybody who writes to ${other}, and whoever comes later waits behind it, until the transaction ends.`,
        },
      ];
    }),
};
