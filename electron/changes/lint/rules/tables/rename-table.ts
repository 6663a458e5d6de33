import type { RenameStmt } from "libpg-query";
import { quoteIdentifier } from "../../../../../shared/sql/quote.ts";
import { appendTo } from "../../edits.ts";
import { relationName } from "../../nodes.ts";
import type { LintRule, LintScript, RuleFix } from "../../rule.ts";

const kinds: Readonly<Record<string, string>> = {
  OBJECT_TABLE: "table",
  OBJECT_VIEW: "view",
  OBJECT_MATVIEW: "materialized view",
  OBJECT_SCHEMA: "schema",
  OBJECT_FUNCTION: "function",
  OBJECT_PROCEDURE: "procedure",
  OBJECT_TYPE: "type",
};

/** Renaming or moving what others name. Indexes, constraints and sequences are named by nobody but migrations. */
export const renameTable: LintRule = {
  code: "rename-table",
  aliases: ["renaming-table"],
  class: "breaking",
  severity: "error",
  lock: "AccessExclusive",
  cost: "metadata",
  directions: ["up"],
  check: (script) =>
    script.statements.flatMap((statement) => {
      const { node, index } = statement;
      const rename = "RenameStmt" in node ? node.RenameStmt : null;
      const move = "AlterObjectSchemaStmt" in node ? node.AlterObjectSchemaStmt : null;
      const kind = kinds[rename?.renameType ?? move?.objectType ?? ""];
      const table = relationName(rename?.relation ?? move?.relation);
      if (kind === undefined || (rename && hasView(script, rename))) return [];
      const now = rename ? (rename.newname ?? "the new one") : `the one in ${move?.newschema ?? "its new schema"}`;
      return [
        {
          statementIndex: index,
          ...(table === "" ? {} : { relation: table }),
          subject: table || (rename?.subname ?? kind),
          message: `Whoever uses the ${kind} by its old name fails from this moment on, until it asks for ${now}.`,
          fix: rename?.renameType === "OBJECT_TABLE" ? viewFix(statement, rename) : null,
        },
      ];
    }),
};

/** A view that has the old name, made later in the script, keeps whoever uses it going. */
function hasView({ statements }: LintScript, { renameType, relation }: RenameStmt): boolean {
  return (
    renameType === "OBJECT_TABLE" &&
    statements.some(({ node }) => "ViewStmt" in node && relationName(node.ViewStmt.view) === relationName(relation))
  );
}

function viewFix(statement: LintScript["statements"][number], { relation, newname }: RenameStmt): RuleFix {
  const schema = relation?.schemaname === undefined ? "" : `${quoteIdentifier(relation.schemaname)}.`;
  const [old, now] = [relation?.relname ?? "", newname ?? ""].map((name) => schema + quoteIdentifier(name));
  return {
    title: "Leave a view under the old name",
    edits: [appendTo(statement, `;\nCREATE VIEW ${old} AS SELECT * FROM ${now}`)],
    downSql: `DROP VIEW ${old};`,
    transactional: true,
  };
}
