import { quoteIdentifier } from "../../../../../shared/sql/quote.ts";
import { appendTo, inNextMigration, insertBefore } from "../../edits.ts";
import { namesOf } from "../../nodes.ts";
import type { LintRule } from "../../rule.ts";

/** ALTER DOMAIN ADD CHECK or SET NOT NULL reads every table that has the domain, and blocks writes on all of them. */
export const domainAddConstraint: LintRule = {
  code: "domain-add-constraint",
  aliases: ["ban-alter-domain-with-add-constraint"],
  class: "risky",
  severity: "warning",
  lock: "Share",
  cost: null,
  directions: ["up", "down"],
  check: ({ statements, catalog }) =>
    statements.flatMap((statement) => {
      const { node, index } = statement;
      if (!("AlterDomainStmt" in node)) return [];
      const { subtype, typeName, def } = node.AlterDomainStmt;
      const constraint = def && "Constraint" in def ? def.Constraint : null;
      const isChecked = subtype === "O" || (subtype === "C" && !constraint?.skip_validation);
      const domain = namesOf(typeName);
      const tables = catalog?.tablesOfDomain(domain.join(".")).filter((table) => !catalog.relation(table)?.isEmpty);
      if (!isChecked || tables?.length === 0) return [];
      const name = constraint?.conname;
      const target = domain.map(quoteIdentifier).join(".");
      return [
        {
          statementIndex: index,
          subject: domain.join("."),
          message: `Nobody writes to any table that has the domain${tables ? ` (${tables.join(", ")})` : ""} while their rows are checked.`,
          fix:
            subtype === "C" && name !== undefined
              ? {
                  title: "Add it unchecked, and check the rows in the next migration",
                  edits: [
                    insertBefore(
                      statement,
                      inNextMigration([`ALTER DOMAIN ${target} VALIDATE CONSTRAINT ${quoteIdentifier(name)};`]),
                    ),
                    appendTo(statement, " NOT VALID"),
                  ],
                  downSql: `ALTER DOMAIN ${target} DROP CONSTRAINT ${quoteIdentifier(name)};`,
                  transactional: true,
                }
              : null,
        },
      ];
    }),
};
