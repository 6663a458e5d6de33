import type { CatalogObject } from "../../../shared/catalog/model.ts";
import type { ObjectKind } from "../../../shared/catalog/object-kinds.ts";
import { quoteLiteral } from "../../../shared/sql/quote.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { isTrue, toText } from "../catalog-text.ts";
import type { VersionedSql } from "../versioned-sql.ts";

/** An object that was found: enough to ask for the rest. */
export interface FoundObject {
  readonly oid: number;
  readonly version: number;
  readonly schema: string;
  readonly parent: string;
  readonly name: string;
  readonly detail: string;
}

/** Gives the statements that make an object again, in their order and without semicolons. */
export type DdlReader = (session: ReadSession, object: FoundObject) => Promise<readonly string[]>;

/** Where an object's privileges stand. All are SQL over `o`, the object's row in `catalog`. */
export interface AccessSource {
  readonly acl: string;
  readonly owner: string;
  /** The letter that `acldefault` knows the kind by, as an SQL expression. */
  readonly defaultFor: string;
  /** The words after GRANT ... ON, as an SQL expression. Null: it has an owner, and no privileges. */
  readonly grantOn: string | null;
  /** The words after ALTER in ALTER ... OWNER TO, as an SQL expression. */
  readonly alter: string;
  /** Whether columns have privileges of their own. */
  readonly hasColumns?: true;
}

/** How the objects of one kind are listed and looked into. Adding a kind is one file with such a value. */
export interface ObjectKindReader {
  readonly kind: ObjectKind;
  /** The table of pg_catalog that holds them; what pg_depend calls their class. */
  readonly catalog: string;
  /** Lists them: see `listSql`. */
  readonly versions: readonly VersionedSql[];
  readonly toModel: (row: readonly (string | null)[]) => CatalogObject;
  /** Properties of the object with the oid $1 as rows of label and value: see `factsSql`. */
  readonly facts: readonly VersionedSql[];
  readonly ddl: DdlReader;
  /** Null for kinds without an owner. */
  readonly access: AccessSource | null;
}

/** SQL expressions of a list. What is left out is empty. */
export interface ListExpressions {
  readonly oid: string;
  readonly schema?: string;
  readonly parent?: string;
  readonly name: string;
  readonly identity?: string;
  readonly detail?: string;
  readonly estimate?: string;
  readonly container?: string;
  readonly isReadable?: string;
  /** What the list is ordered by before the name. */
  readonly place?: string;
}

/** The columns of every list, in the order that `toCatalogObject` takes them. */
export const listedColumns = "oid, parent, name, identity, detail, estimate, container, is_readable";

const noName = "''::pg_catalog.name";

/** A SELECT of a list; callers put conditions on its columns around it, and the planner drops what they do not ask for. */
export function listSql(list: ListExpressions, from: string): string {
  return `
    SELECT ${list.oid} AS oid, ${list.schema ?? noName} AS schema, ${list.parent ?? noName} AS parent, ${list.name} AS name,
           ${list.identity ?? "''::pg_catalog.text"} AS identity, ${list.detail ?? "''::pg_catalog.text"} AS detail,
           ${list.estimate ?? "NULL::pg_catalog.int8"} AS estimate, ${list.container ?? "NULL::pg_catalog.oid"} AS container,
           ${list.isReadable ?? "true"} AS is_readable, ${list.place ?? "NULL::pg_catalog.int2"} AS place
      FROM ${from}`;
}

/** Properties as rows: SQL expressions by label; NULL ones are left out. */
export function factsSql(from: string, facts: readonly (readonly [label: string, expression: string])[]): string {
  const values = facts.map(
    ([label, expression], at) =>
      `(${at}, ${quoteLiteral(label)}, (${expression})::pg_catalog.text COLLATE pg_catalog."C")`,
  );
  return `
    SELECT f.label, f.value FROM ${from}
     CROSS JOIN LATERAL (VALUES ${values.join(",\n       ")}) AS f (place, label, value)
     WHERE o.oid = $1 AND f.value IS NOT NULL ORDER BY f.place`;
}

/** A line of the tree from a row in the shape of `listedColumns`. */
export function toCatalogObject(row: readonly (string | null)[]): CatalogObject {
  const [oid, parent, name, identity, detail, estimate, container, isReadable] = row;
  return {
    oid: Number(oid),
    name: toText(name),
    ...(parent ? { parent } : {}),
    ...(identity ? { identity } : {}),
    ...(detail ? { detail } : {}),
    ...(estimate === null || estimate === undefined ? {} : { estimatedRows: Number(estimate) }),
    ...(container === null || container === undefined ? {} : { partitionOf: Number(container) }),
    ...(isTrue(isReadable) ? {} : { isUnreadable: true as const }),
  };
}

/** The same SQL for every version that is read. */
export function sinceOldest(sql: string): readonly VersionedSql[] {
  return [{ minVersion: 120000, sql }];
}

/** A DDL reader from SQL whose rows are statements; NULL ones are left out. */
export function ddlFrom(versions: readonly VersionedSql[]): DdlReader {
  return async (session, { oid, version }) => {
    const fitting = versions.filter(({ minVersion }) => minVersion <= version).at(-1);
    if (!fitting) return [];
    const answer = await session.query(fitting.sql, [oid]);
    return answer.rows.flatMap(([statement]) => (statement ? [statement] : []));
  };
}
