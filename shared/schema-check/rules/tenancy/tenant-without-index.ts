import { readableIdentifier } from "../../../indexes/readable-name.ts";
import { createIndex } from "../create-index.ts";
import { onTable, type SchemaRule } from "../rule.ts";
import { tenantColumns } from "./tenant-columns.ts";

/** Every query of such a table asks for one tenant's rows. A foreign key without an index is told as that. */
export const tenantWithoutIndex: SchemaRule = {
  code: "tenant-without-index",
  title: "Tenant column without an index",
  keeps: { seed: "NeonHub", rule: "Whatever belongs to a workspace has an index on it." },
  findInTable: (table) =>
    tenantColumns(table)
      .filter(({ name }) => !table.indexes.some((index) => index.isValid && index.keys[0]?.column === name))
      .filter(
        ({ name }) =>
          !table.constraints.some(({ kind, columns }) => kind === "foreignKey" && columns.join("\0") === name),
      )
      .map(({ name }) =>
        onTable(table, {
          part: name,
          code: "tenant-without-index",
          severity: "warning",
          message: `No index begins with ${name}: reading one tenant's rows reads those of all.`,
          evidence: { estimatedRows: table.estimatedRows, sizeBytes: table.sizeBytes },
          fix: createIndex(table, { keys: [readableIdentifier(name)], nameParts: [name] }),
        }),
      ),
};
