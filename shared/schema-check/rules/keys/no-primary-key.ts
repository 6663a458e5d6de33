import type { FindingFix } from "../../../findings/model.ts";
import type { TableIndex } from "../../../indexes/model.ts";
import { readableIdentifier } from "../../../indexes/readable-name.ts";
import type { CheckedTable } from "../../model.ts";
import { constraintName, onTable, primaryKeyOf, type SchemaRule, tableSql } from "../rule.ts";

/** Without a key no row can be named: not by replication, not by an ORM, not by an edit in the grid. */
export const noPrimaryKey: SchemaRule = {
  code: "no-primary-key",
  title: "No primary key",
  keeps: { seed: "Neon database architect", rule: "Every table has an appropriate primary key." },
  findInTable: (table) => {
    if (primaryKeyOf(table).length > 0) return [];
    const index = table.indexes.find((candidate) => canBecomeKey(table, candidate));
    const fix = table.isPartitioned ? undefined : index ? promote(table, index) : addIdentity(table);
    return [
      onTable(table, {
        code: "no-primary-key",
        severity: "warning",
        message: index
          ? `No primary key, though ${index.name} is unique and its columns are never NULL: it can become the key.`
          : table.isPartitioned
            ? "No primary key. Of a partitioned table it must hold the partition key, so a person chooses its columns."
            : "No primary key. A new key column writes the whole table once, while nobody can read it.",
        evidence: { estimatedRows: table.estimatedRows, sizeBytes: table.sizeBytes },
        ...(fix ? { fix } : {}),
      }),
    ];
  },
};

function canBecomeKey({ columns }: CheckedTable, index: TableIndex): boolean {
  return (
    index.isUnique &&
    index.isValid &&
    !index.isBuilding &&
    index.predicate === null &&
    index.accessMethod === "btree" &&
    index.keys.every(
      (key) =>
        !key.isDescending &&
        !key.isNullsFirst &&
        columns.some(({ name, isNotNull }) => name === key.column && isNotNull),
    )
  );
}

/** A constraint's index stays what it is, so its key gets one of its own. */
function promote(table: CheckedTable, index: TableIndex): FindingFix {
  const on = tableSql(table);
  const taken = [...table.constraints, ...table.indexes].map(({ name }) => name);
  const name = readableIdentifier(constraintName([table.name], "pkey", taken));
  const drop = `ALTER TABLE ${on} DROP CONSTRAINT ${name};`;
  if (!index.isConstraint)
    return {
      title: `Make ${index.name} the primary key of ${table.name}`,
      sql: `ALTER TABLE ${on}\n  ADD CONSTRAINT ${name} PRIMARY KEY USING INDEX ${readableIdentifier(index.name)};`,
      downSql: `${drop}\n${index.definition.replace(/^CREATE UNIQUE INDEX /, "CREATE UNIQUE INDEX CONCURRENTLY ")};`,
      transactional: true,
    };
  const columns = index.keys.map((key) => key.text).join(", ");
  return {
    title: `Add a primary key to ${table.name}`,
    sql: `CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${on} (${columns});\nALTER TABLE ${on}\n  ADD CONSTRAINT ${name} PRIMARY KEY USING INDEX ${name};`,
    downSql: drop,
    transactional: false,
  };
}

function addIdentity(table: CheckedTable): FindingFix {
  const taken = table.columns.map(({ name }) => name);
  const column = readableIdentifier(taken.includes("id") ? constraintName([table.name], "id", taken) : "id");
  return {
    title: `Add a primary key to ${table.name}`,
    sql: `ALTER TABLE ${tableSql(table)}\n  ADD COLUMN ${column} bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;`,
    downSql: `ALTER TABLE ${tableSql(table)} DROP COLUMN ${column};`,
    transactional: true,
  };
}
