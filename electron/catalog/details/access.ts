import type { ObjectAccess, ObjectPrivilege } from "../../../shared/catalog/object-details.ts";
import { joinStatements } from "../../../shared/catalog/relation-ddl.ts";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { isTrue, toText } from "../catalog-text.ts";
import type { AccessSource, FoundObject } from "../kinds/object-kind.ts";

/** One privilege of one grantee; grantee null is PUBLIC. */
interface Grant {
  readonly column: string;
  readonly grantee: string | null;
  readonly grantor: string;
  readonly privilege: string;
  readonly isGrantable: boolean;
}

const headSql = (catalog: string, { acl, owner, grantOn, alter }: AccessSource) => `
  SELECT ${acl} IS NULL, pg_catalog.pg_get_userbyid(${owner}), ${grantOn ?? "NULL"}, ${alter} FROM pg_catalog.${catalog} o WHERE o.oid = $1`;

const grantColumns = (column: string) => `
  SELECT ${column}, CASE WHEN e.grantee <> 0 THEN pg_catalog.pg_get_userbyid(e.grantee) END,
         pg_catalog.pg_get_userbyid(e.grantor), e.privilege_type, e.is_grantable`;
const builtInAcl = ({ defaultFor, owner }: AccessSource) =>
  `pg_catalog.acldefault((${defaultFor})::pg_catalog."char", ${owner})`;
const builtInSql = (catalog: string, source: AccessSource) => `
  ${grantColumns("''")} FROM pg_catalog.${catalog} o CROSS JOIN LATERAL pg_catalog.aclexplode(${builtInAcl(source)}) e WHERE o.oid = $1`;
const heldSql = (catalog: string, source: AccessSource) => `
  ${grantColumns("''")} FROM pg_catalog.${catalog} o
   CROSS JOIN LATERAL pg_catalog.aclexplode(COALESCE(${source.acl}, ${builtInAcl(source)})) e WHERE o.oid = $1
  ${
    source.hasColumns
      ? `UNION ALL ${grantColumns("a.attname")} FROM pg_catalog.pg_attribute a
           CROSS JOIN LATERAL pg_catalog.aclexplode(a.attacl) e WHERE a.attrelid = $1 AND NOT a.attisdropped`
      : ""
  }`;

/** Owner and privileges. Null privileges mean that the kind has none. */
export async function readAccess(
  session: ReadSession,
  catalog: string,
  source: AccessSource,
  object: FoundObject,
): Promise<{ readonly owner: string; readonly access: ObjectAccess | null }> {
  const head = (await session.query(headSql(catalog, source), [object.oid])).rows[0] ?? [];
  const [isDefault, ownerText, grantOn, alter] = head;
  const owner = toText(ownerText);
  if (grantOn === null || grantOn === undefined) return { owner, access: null };
  const read = async (sql: string) => (await session.query(sql, [object.oid])).rows.map(toGrant);
  const held = await read(heldSql(catalog, source));
  const builtIn = await read(builtInSql(catalog, source));
  const sql = joinStatements([
    `ALTER ${toText(alter)} OWNER TO ${quoteIdentifier(owner)}`,
    ...grantStatements(held, builtIn, grantOn),
  ]);
  return {
    owner,
    access: {
      isDefault: isTrue(isDefault) && held.every(({ column }) => column === ""),
      privileges: groupGrants(held),
      sql,
    },
  };
}

function toGrant([column, grantee, grantor, privilege, isGrantable]: readonly (string | null)[]): Grant {
  return {
    column: toText(column),
    grantee: grantee ?? null,
    grantor: toText(grantor),
    privilege: toText(privilege),
    isGrantable: isTrue(isGrantable),
  };
}

/** One line for each grantee, grantor and column, in the order in which Postgres has them. */
function groupGrants(grants: readonly Grant[]): readonly ObjectPrivilege[] {
  const groups = new Map<
    string,
    Omit<ObjectPrivilege, "privileges"> & { privileges: { name: string; isGrantable: boolean }[] }
  >();
  for (const { column, grantee, grantor, privilege, isGrantable } of grants) {
    const key = JSON.stringify([column, grantee, grantor]);
    const group = groups.get(key) ?? { grantee, grantor, column, privileges: [] };
    groups.set(key, group);
    group.privileges.push({ name: privilege.toLowerCase(), isGrantable });
  }
  return [...groups.values()];
}

/** What has to be revoked from and granted to a new object of the same owner until it has the same privileges. */
function grantStatements(held: readonly Grant[], builtIn: readonly Grant[], on: string): readonly string[] {
  const keyOf = ({ column, grantee, privilege, isGrantable }: Grant) =>
    JSON.stringify([column, grantee, privilege, isGrantable]);
  const heldKeys = new Set(held.map(keyOf));
  const builtInKeys = new Set(builtIn.map(keyOf));
  const revoked = builtIn.filter((grant) => !heldKeys.has(keyOf(grant)));
  const granted = held.filter((grant) => !builtInKeys.has(keyOf(grant)));
  return [
    ...byGrantee(revoked).map(({ words, grantee }) => `REVOKE ${words} ON ${on} FROM ${grantee}`),
    ...byGrantee(granted).map(
      ({ words, grantee, isGrantable }) =>
        `GRANT ${words} ON ${on} TO ${grantee}${isGrantable ? " WITH GRANT OPTION" : ""}`,
    ),
  ];
}

function byGrantee(grants: readonly Grant[]): { words: string; grantee: string; isGrantable: boolean }[] {
  const groups = new Map<string, { grantee: string; isGrantable: boolean; words: string[] }>();
  for (const { grantee, isGrantable, privilege, column } of grants) {
    const to = grantee === null ? "PUBLIC" : quoteIdentifier(grantee);
    const key = JSON.stringify([grantee, isGrantable]);
    const group = groups.get(key) ?? { grantee: to, isGrantable, words: [] };
    groups.set(key, group);
    group.words.push(column === "" ? privilege : `${privilege} (${quoteIdentifier(column)})`);
  }
  return [...groups.values()].map(({ words, ...group }) => ({ ...group, words: words.sort().join(", ") }));
}
