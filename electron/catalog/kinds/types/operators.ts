import { ddlFrom, factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { commentSql, qualified, statementsSql, yes } from "../sql-text.ts";

const side = (oid: string) => `CASE WHEN ${oid} = 0 THEN 'NONE' ELSE pg_catalog.format_type(${oid}, NULL) END`;
const identity = (row: string) => `${side(`${row}.oprleft`)} || ', ' || ${side(`${row}.oprright`)}`;

const list = listSql(
  {
    oid: "p.oid",
    schema: "n.nspname",
    name: "p.oprname",
    identity: identity("p"),
    detail: "CASE WHEN p.oprcode::pg_catalog.oid = 0 THEN 'shell' ELSE '' END",
    isReadable: "pg_catalog.has_schema_privilege(n.oid, 'USAGE')",
  },
  "pg_catalog.pg_operator p JOIN pg_catalog.pg_namespace n ON n.oid = p.oprnamespace",
);
const from = "pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace";
const ownName = "pg_catalog.quote_ident(n.nspname) || '.' || o.oprname";
const routine = (word: string, oid: string) => `
  (SELECT E',\\n  ${word} = ' || ${qualified("fn.nspname", "f.proname")}
     FROM pg_catalog.pg_proc f JOIN pg_catalog.pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = ${oid}::pg_catalog.oid)`;
const operator = (word: string, oid: string) => `
  (SELECT E',\\n  ${word} = OPERATOR(' || pg_catalog.quote_ident(rn.nspname) || '.' || r.oprname || ')'
     FROM pg_catalog.pg_operator r JOIN pg_catalog.pg_namespace rn ON rn.oid = r.oprnamespace WHERE r.oid = ${oid})`;

/** Operators. A shell, made by being named as another's commutator, has no definition yet. */
export const operators: ObjectKindReader = {
  kind: "operator",
  catalog: "pg_operator",
  versions: sinceOldest(list),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql("pg_catalog.pg_operator o", [
      ["Left", side("o.oprleft")],
      ["Right", side("o.oprright")],
      ["Result", "pg_catalog.format_type(o.oprresult, NULL)"],
      [
        "Function",
        "CASE WHEN o.oprcode::pg_catalog.oid <> 0 THEN o.oprcode::pg_catalog.oid::pg_catalog.regprocedure END",
      ],
      ["Commutator", "CASE WHEN o.oprcom <> 0 THEN o.oprcom::pg_catalog.regoperator END"],
      ["Negator", "CASE WHEN o.oprnegate <> 0 THEN o.oprnegate::pg_catalog.regoperator END"],
      ["Can be hashed", yes("o.oprcanhash")],
      ["Can be merged", yes("o.oprcanmerge")],
    ]),
  ),
  ddl: ddlFrom(
    sinceOldest(
      statementsSql(
        `${from} JOIN pg_catalog.pg_proc c ON c.oid = o.oprcode::pg_catalog.oid
                             JOIN pg_catalog.pg_namespace cn ON cn.oid = c.pronamespace`,
        [
          `'CREATE OPERATOR ' || ${ownName} || E' (\\n  FUNCTION = ' || ${qualified("cn.nspname", "c.proname")} || pg_catalog.concat(
           CASE WHEN o.oprleft <> 0 THEN E',\\n  LEFTARG = ' || pg_catalog.format_type(o.oprleft, NULL) END,
           CASE WHEN o.oprright <> 0 THEN E',\\n  RIGHTARG = ' || pg_catalog.format_type(o.oprright, NULL) END,
           ${operator("COMMUTATOR", "o.oprcom")}, ${operator("NEGATOR", "o.oprnegate")},
           ${routine("RESTRICT", "o.oprrest")}, ${routine("JOIN", "o.oprjoin")},
           CASE WHEN o.oprcanhash THEN E',\\n  HASHES' END, CASE WHEN o.oprcanmerge THEN E',\\n  MERGES' END) || E'\\n)'`,
          commentSql("pg_operator", "OPERATOR", `${ownName} || ' (' || ${identity("o")} || ')'`),
        ],
      ),
    ),
  ),
  access: {
    acl: "NULL::pg_catalog.aclitem[]",
    owner: "o.oprowner",
    defaultFor: "'r'",
    grantOn: null,
    alter: `'OPERATOR ' || pg_catalog.quote_ident((SELECT n.nspname FROM pg_catalog.pg_namespace n WHERE n.oid = o.oprnamespace))
            || '.' || o.oprname || ' (' || ${identity("o")} || ')'`,
  },
};
