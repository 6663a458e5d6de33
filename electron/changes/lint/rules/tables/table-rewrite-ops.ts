import { relationName } from "../../nodes.ts";
import type { LintRule, RuleHit } from "../../rule.ts";

const actions: Readonly<Record<string, string>> = {
  AT_SetLogged: "SET LOGGED",
  AT_SetUnLogged: "SET UNLOGGED",
  AT_SetTableSpace: "SET TABLESPACE",
  AT_SetAccessMethod: "SET ACCESS METHOD",
  AT_SetExpression: "SET EXPRESSION",
};

/** CLUSTER, VACUUM FULL and what moves or changes the storage of a table writes all of it again. */
export const tableRewriteOps: LintRule = {
  code: "table-rewrite-ops",
  aliases: ["prefer-repack"],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "rewrite",
  directions: ["up", "down"],
  check: ({ statements, written }) => [
    ...written.commands.flatMap(({ statement, table, command }) => {
      const action = actions[command.subtype ?? ""];
      return action === undefined ? [] : [hit(statement.index, table, action)];
    }),
    ...statements.flatMap(({ node, index }) => {
      if ("ClusterStmt" in node) return [hit(index, relationName(node.ClusterStmt.relation), "CLUSTER")];
      if (!("VacuumStmt" in node) || !hasOption(node.VacuumStmt.options ?? [], "full")) return [];
      const tables = (node.VacuumStmt.rels ?? []).flatMap((one) =>
        "VacuumRelation" in one ? [relationName(one.VacuumRelation.relation)] : [],
      );
      return (tables.length > 0 ? tables : [""]).map((table) => hit(index, table, "VACUUM FULL"));
    }),
  ],
};

function hit(statementIndex: number, table: string, action: string): RuleHit {
  return {
    statementIndex,
    subject: table || "every table",
    ...(table === "" ? {} : { relation: table }),
    message: `${action} writes the whole table again, and nobody reads or writes it meanwhile. pg_repack does without the lock.`,
  };
}

function hasOption(options: readonly object[], name: string): boolean {
  return options.some(
    (option) => "DefElem" in option && (option.DefElem as { readonly defname?: string }).defname === name, // the parser's node of that name
  );
}
