import type { LintRule } from "../../rule.ts";
import { knownTypeChange } from "./change-column-type.ts";

/** A change of type that leaves the rows alone still checks them all where a CHECK names the column. */
export const changeTypeCheckedColumn: LintRule = {
  code: "change-type-checked-column",
  aliases: [],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "scan",
  directions: ["up", "down"],
  check: (script) =>
    script.written.commands.flatMap((found) => {
      const { statement, table, command } = found;
      if (command.subtype !== "AT_AlterColumnType" || knownTypeChange(found, script) === "rewrite") return [];
      const checks = (script.catalog?.relation(table)?.constraints ?? []).filter(
        ({ kind, columns }) => kind === "c" && columns.includes(command.name ?? ""),
      );
      if (checks.length === 0) return [];
      const names = checks.map(({ name }) => name).join(", ");
      return [
        {
          statementIndex: statement.index,
          relation: table,
          subject: `${table}.${command.name ?? ""}`,
          message: `Every row is checked again because ${names} names the column. Drop the check, change the type, and add it NOT VALID.`,
        },
      ];
    }),
};
