import type { LintRule } from "../../rule.ts";

/** DROP CONSTRAINT of a foreign key takes AccessExclusive on both tables. Without the catalog any constraint may be one. */
export const dropConstraintFk: LintRule = {
  code: "drop-constraint-fk",
  aliases: [],
  class: "safe",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "metadata",
  directions: ["up"],
  check: ({ written, catalog }) =>
    written.commands.flatMap(({ statement, table, command }) => {
      if (command.subtype !== "AT_DropConstraint") return [];
      const name = command.name ?? "";
      const known = catalog?.relation(table);
      const found = known?.constraints.find((constraint) => constraint.name === name);
      if (known ? found?.kind !== "f" : !/fk|foreign/i.test(name)) return [];
      return [
        {
          statementIndex: statement.index,
          relation: table,
          subject: `${table}.${name}`,
          message: `A foreign key is dropped under a lock on both tables${
            found?.references ? `, ${table} and ${found.references}` : ""
          }: whoever reads either waits until the transaction ends. Rows may point to nothing from then on.`,
        },
      ];
    }),
};
