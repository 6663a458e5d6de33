import type { TableCommand } from "../../nodes.ts";
import { lastName } from "../../nodes.ts";
import { type TypeChangeCost, typeChangeCost } from "../../reading/type-change.ts";
import type { LintRule, LintScript } from "../../rule.ts";

/** What a change of type costs; null where the database does not know the column, or there is none. */
export function knownTypeChange({ table, command }: TableCommand, { catalog }: LintScript): TypeChangeCost | null {
  const definition = command.def && "ColumnDef" in command.def ? command.def.ColumnDef : null;
  const column = catalog?.relation(table)?.columns.find(({ name }) => name === command.name);
  if (!catalog || !column || !definition?.typeName) return null;
  const collation = definition.collClause ? lastName(definition.collClause.collname) : null;
  return typeChangeCost({
    column,
    type: definition.typeName,
    using: definition.raw_default,
    collation,
    timeZone: catalog.timeZone,
  });
}

/** ALTER COLUMN TYPE writes table and indexes again unless the old type's bytes will do, which takes the catalog to know. */
export const changeColumnType: LintRule = {
  code: "change-column-type",
  aliases: ["changing-column-type"],
  class: "risky",
  severity: "warning",
  lock: "AccessExclusive",
  cost: "rewrite",
  directions: ["up", "down"],
  check: (script) =>
    script.written.commands.flatMap((found) => {
      const { statement, table, command } = found;
      if (command.subtype !== "AT_AlterColumnType") return [];
      const known = knownTypeChange(found, script);
      if (known === "none") return [];
      const column = script.catalog?.relation(table)?.columns.find(({ name }) => name === command.name);
      return [
        {
          statementIndex: statement.index,
          relation: table,
          subject: `${table}.${command.name ?? ""}`,
          ...(known === "indexes" ? { cost: "build" as const } : {}),
          ...(column ? { evidence: { type: column.formatted } } : {}),
          message: messages[known ?? "unknown"],
        },
      ];
    }),
};

const messages = {
  rewrite:
    "Every row is written again. Nobody reads or writes the table meanwhile. A new column that is filled in batches takes its place without that.",
  indexes: "The indexes of the column are built again. Nobody reads or writes the table meanwhile.",
  unknown:
    "Nobody reads or writes the table while it is rewritten, which most changes of type do. The rehearsal shows whether this one does.",
} as const;
