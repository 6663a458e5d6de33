import { ddlFrom, factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { commentSql, qualified, quoted, statementsSql } from "../sql-text.ts";

const from = `pg_catalog.pg_event_trigger o JOIN pg_catalog.pg_proc p ON p.oid = o.evtfoid
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace`;
const tags = (separator: string) =>
  `(SELECT pg_catalog.string_agg(${separator}, ', ' ORDER BY u.place) FROM pg_catalog.unnest(o.evttags) WITH ORDINALITY AS u (tag, place))`;

/** Event triggers. */
export const eventTriggers: ObjectKindReader = {
  kind: "eventTrigger",
  catalog: "pg_event_trigger",
  versions: sinceOldest(
    listSql(
      {
        oid: "e.oid",
        name: "e.evtname",
        detail: "e.evtevent || CASE WHEN e.evtenabled = 'D' THEN ', disabled' ELSE '' END",
      },
      "pg_catalog.pg_event_trigger e",
    ),
  ),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql(from, [
      ["Event", "o.evtevent"],
      ["Tags", tags("u.tag")],
      ["Function", "o.evtfoid::pg_catalog.regprocedure"],
      [
        "State",
        "CASE o.evtenabled WHEN 'D' THEN 'disabled' WHEN 'A' THEN 'enabled always' WHEN 'R' THEN 'enabled on replicas' ELSE 'enabled' END",
      ],
    ]),
  ),
  ddl: ddlFrom(
    sinceOldest(
      statementsSql(from, [
        `'CREATE EVENT TRIGGER ' || ${quoted("o.evtname")} || ' ON ' || o.evtevent
         || COALESCE(' WHEN TAG IN (' || ${tags("pg_catalog.quote_literal(u.tag)")} || ')', '')
         || ' EXECUTE FUNCTION ' || ${qualified("n.nspname", "p.proname")} || '()'`,
        `CASE WHEN o.evtenabled <> 'O' THEN 'ALTER EVENT TRIGGER ' || ${quoted("o.evtname")} || ' '
              || CASE o.evtenabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END END`,
        commentSql("pg_event_trigger", "EVENT TRIGGER", quoted("o.evtname")),
      ]),
    ),
  ),
  access: {
    acl: "NULL::pg_catalog.aclitem[]",
    owner: "o.evtowner",
    defaultFor: "'r'",
    grantOn: null,
    alter: `'EVENT TRIGGER ' || ${quoted("o.evtname")}`,
  },
};
