import { ddlFrom, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { statementsSql } from "../sql-text.ts";
import { callFacts, routineAccess, routineComment, routineFacts, routineFrom, routinesSql } from "./routine-sql.ts";

/** Functions, window functions and trigger functions. */
export const functions: ObjectKindReader = {
  kind: "function",
  catalog: "pg_proc",
  versions: routinesSql(
    ["f", "w"],
    `CASE WHEN p.prokind = 'w' THEN 'window function'
          WHEN p.prorettype IN ('pg_catalog.trigger'::pg_catalog.regtype, 'pg_catalog.event_trigger'::pg_catalog.regtype)
          THEN 'trigger function' ELSE '' END`,
  ),
  toModel: toCatalogObject,
  facts: routineFacts(callFacts),
  ddl: ddlFrom(
    sinceOldest(
      statementsSql(routineFrom, [
        "pg_catalog.rtrim(pg_catalog.pg_get_functiondef(o.oid), E'\\n')",
        routineComment("FUNCTION"),
      ]),
    ),
  ),
  access: routineAccess("FUNCTION"),
};
