import { readableIdentifier } from "../../../indexes/readable-name.ts";
import { onTable, type SchemaRule, tableSql } from "../rule.ts";

/** A rule that only new rows obey: nobody can rely on it, and the planner does not. */
export const constraintNotValidated: SchemaRule = {
  code: "constraint-not-validated",
  title: "Constraint is not validated",
  keeps: { seed: "Neon database architect", rule: "Constraints enforce the integrity of all data." },
  findInTable: (table) =>
    table.constraints
      .filter(({ isValidated, isEnforced }) => !isValidated && isEnforced)
      .map((constraint) =>
        onTable(table, {
          part: constraint.name,
          code: "constraint-not-validated",
          severity: "warning",
          message: `${constraint.name} is NOT VALID: rows that were there before it may break it. Validating reads the table beside running writes.`,
          evidence: {
            definition: constraint.definition,
            estimatedRows: table.estimatedRows,
            sizeBytes: table.sizeBytes,
          },
          fix: {
            title: `Validate ${constraint.name}`,
            sql: `ALTER TABLE ${tableSql(table)} VALIDATE CONSTRAINT ${readableIdentifier(constraint.name)};`,
            transactional: true,
          },
        }),
      ),
};
