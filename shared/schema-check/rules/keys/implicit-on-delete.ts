import type { FindingFix } from "../../../findings/model.ts";
import { readableIdentifier } from "../../../indexes/readable-name.ts";
import type { CheckedConstraint, CheckedTable } from "../../model.ts";
import { onTable, type SchemaRule, tableSql } from "../rule.ts";

/**
 * A key that does not say what a delete of the other row means. The catalog has the same for no word and for NO ACTION,
 * which only a deferrable key needs: that one is taken for meant.
 */
export const implicitOnDelete: SchemaRule = {
  code: "implicit-on-delete",
  title: "ON DELETE is not said",
  keeps: { seed: "Schema specialist", rule: "Every relationship says what happens on delete." },
  findInTable: (table) =>
    table.constraints
      .filter((key) => key.kind === "foreignKey" && key.isEnforced && key.isDeleteUnsaid && !key.isDeferrable)
      .map((key) =>
        onTable(table, {
          part: key.name,
          code: "implicit-on-delete",
          severity: "warning",
          message: `Foreign key ${key.name} does not say what a delete in ${key.references} does. The fix writes down what happens now, RESTRICT; CASCADE or SET NULL may be what is meant.`,
          evidence: { columns: key.columns.join(", "), references: key.references },
          fix: sayRestrict(table, key),
        }),
      ),
};

function sayRestrict(table: CheckedTable, key: CheckedConstraint): FindingFix {
  const plain = key.definition.replace(/ NOT VALID$/, "");
  return {
    title: `Say ON DELETE RESTRICT for ${key.name}`,
    sql: replaceKey(table, key, `${plain} ON DELETE RESTRICT`),
    downSql: replaceKey(table, key, plain),
    transactional: true,
  };
}

/** Both tables are blocked for a moment only, as the rows are looked through afterwards. */
function replaceKey(table: CheckedTable, key: CheckedConstraint, definition: string): string {
  const name = readableIdentifier(key.name);
  const on = tableSql(table);
  const replace = `ALTER TABLE ${on}\n  DROP CONSTRAINT ${name},\n  ADD CONSTRAINT ${name} ${definition}`;
  if (table.isPartitioned) return `${replace};`; // NOT VALID is not possible there before version 18
  return key.isValidated
    ? `${replace} NOT VALID;\nALTER TABLE ${on} VALIDATE CONSTRAINT ${name};`
    : `${replace} NOT VALID;`;
}
