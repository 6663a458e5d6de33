import { groupBy } from "../../../shared/schema-check/group-by.ts";
import type { CheckedColumn, CheckedConstraint, CheckedTable } from "../../../shared/schema-check/model.ts";
import { isTrue, toNames, toNumber, toText } from "../../catalog/catalog-text.ts";
import { readIndexes } from "../../catalog/indexes/read-indexes.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { columnsSql, constraintsSql, tablesSql } from "./table-sql.ts";

type Row = readonly (string | null)[];

const kinds: Readonly<Record<string, CheckedConstraint["kind"]>> = {
  p: "primaryKey",
  u: "unique",
  f: "foreignKey",
  c: "check",
  n: "notNull",
  x: "exclusion",
};

/**
 * Tables with their columns, constraints and indexes, in the order of the oids; a table that is gone is left out. Takes a
 * moment's ACCESS SHARE lock on each for its size.
 */
export async function readTables(
  session: ReadSession,
  serverVersion: number,
  oids: readonly number[],
): Promise<readonly CheckedTable[]> {
  const ask = async (sql: string) =>
    groupBy((await session.query(sql, [oids.map(String)])).rows, ([oid]) => Number(oid));
  const tables = await ask(tablesSql);
  const columns = await ask(columnsSql);
  const constraints = await ask(constraintsSql);
  const indexes = groupBy(await readIndexes(session, serverVersion, oids), ({ tableOid }) => tableOid);
  return oids.flatMap((oid) => {
    const row = tables.get(oid)?.[0];
    if (!row) return [];
    const [, schema, name, isPartitioned, partitionColumns, rows, bytes, hasRowSecurity, policies, ...rest] = row;
    const [hasStatistics, publicPrivileges] = rest;
    return [
      {
        schema: toText(schema),
        name: toText(name),
        isPartitioned: isTrue(isPartitioned),
        partitionColumns: toNames(partitionColumns),
        estimatedRows: toNumber(rows),
        sizeBytes: toNumber(bytes) ?? 0,
        hasRowSecurity: isTrue(hasRowSecurity),
        policyCount: Number(policies),
        hasStatistics: hasStatistics === null || hasStatistics === undefined ? null : isTrue(hasStatistics),
        publicPrivileges: toNames(publicPrivileges),
        columns: (columns.get(oid) ?? []).map(toColumn),
        constraints: (constraints.get(oid) ?? []).map(toConstraint),
        indexes: indexes.get(oid) ?? [],
        base64: [],
      },
    ];
  });
}

function toColumn(row: Row): CheckedColumn {
  const [, name, type, typeName, typeSchema, isNotNull, isIdentity, isGenerated, schema, sequence, comment] = row;
  return {
    name: toText(name),
    type: toText(type),
    typeName: toText(typeName),
    typeSchema: toText(typeSchema),
    isNotNull: isTrue(isNotNull),
    isIdentity: isTrue(isIdentity),
    isGenerated: isTrue(isGenerated),
    serial: schema && sequence ? { schema, name: sequence } : null,
    comment: comment ?? null,
  };
}

function toConstraint(row: Row): CheckedConstraint {
  const [, name, kind, columns, definition, isValidated, isEnforced, isDeferrable, isDeleteUnsaid, references] = row;
  return {
    name: toText(name),
    kind: kinds[toText(kind)] ?? "check",
    columns: toNames(columns),
    definition: toText(definition),
    isValidated: isTrue(isValidated),
    isEnforced: isTrue(isEnforced),
    isDeferrable: isTrue(isDeferrable),
    isDeleteUnsaid: isTrue(isDeleteUnsaid),
    references: references ?? null,
  };
}
