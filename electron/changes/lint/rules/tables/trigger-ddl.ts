import { namesOf, relationName } from "../../nodes.ts";
import type { LintRule, RuleHit } from "../../rule.ts";

/** CREATE, DROP, ENABLE and DISABLE TRIGGER lock the table; logic that is switched off is missed by nobody until it is. */
export const triggerDdl: LintRule = {
  code: "trigger-ddl",
  aliases: [],
  class: "safe",
  severity: "info",
  lock: "ShareRowExclusive",
  cost: "metadata",
  directions: ["up"],
  check: ({ statements, written }) => [
    ...statements.flatMap(({ node, index }): readonly RuleHit[] => {
      if ("CreateTrigStmt" in node) {
        const table = relationName(node.CreateTrigStmt.relation);
        const message = `It waits for everybody who writes to ${table}. From then on each write runs it.`;
        return [
          {
            statementIndex: index,
            relation: table,
            subject: `${table}.${node.CreateTrigStmt.trigname ?? ""}`,
            message,
          },
        ];
      }
      if (!("DropStmt" in node) || node.DropStmt.removeType !== "OBJECT_TRIGGER") return [];
      return (node.DropStmt.objects ?? []).flatMap((object) => {
        const names = "List" in object ? namesOf(object.List.items) : [];
        const table = names.slice(0, -1).join(".");
        const message = `It waits for everybody who reads ${table}. What the trigger saw to is seen to no longer.`;
        return [
          {
            statementIndex: index,
            relation: table,
            subject: names.join("."),
            lock: "AccessExclusive",
            severity: "warning",
            message,
          },
        ];
      });
    }),
    ...written.commands.flatMap(({ statement, table, command }): readonly RuleHit[] => {
      const isDisabled = command.subtype?.startsWith("AT_DisableTrig");
      if (!isDisabled && !/^AT_Enable\w*Trig/.test(command.subtype ?? "")) return [];
      return [
        {
          statementIndex: statement.index,
          relation: table,
          subject: `${table}.${command.name ?? "all triggers"}`,
          severity: isDisabled ? "warning" : "info",
          message: isDisabled
            ? "What the trigger saw to is seen to no longer, foreign keys included where it is ALL."
            : `It waits for everybody who writes to ${table}. From then on each write runs it.`,
        },
      ];
    }),
  ],
};
