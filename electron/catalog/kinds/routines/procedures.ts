import { ddlFrom, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { statementsSql } from "../sql-text.ts";
import { routineAccess, routineComment, routineFacts, routineFrom, routinesSql } from "./routine-sql.ts";

/** Procedures. */
export const procedures: ObjectKindReader = {
  kind: "procedure",
  catalog: "pg_proc",
  versions: routinesSql(["p"], "''"),
  toModel: toCatalogObject,
  facts: routineFacts([]),
  ddl: ddlFrom(
    sinceOldest(
      statementsSql(routineFrom, [
        "pg_catalog.rtrim(pg_catalog.pg_get_functiondef(o.oid), E'\\n')",
        routineComment("PROCEDURE"),
      ]),
    ),
  ),
  access: routineAccess("PROCEDURE"),
};
