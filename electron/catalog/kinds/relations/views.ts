import { type ObjectKindReader, toCatalogObject } from "../object-kind.ts";
import { yes } from "../sql-text.ts";
import { relationAccess, relationDdlReader, relationFacts, relationsSql } from "./relation-sql.ts";

/** Views. They have no estimate of their own. */
export const views: ObjectKindReader = {
  kind: "view",
  catalog: "pg_class",
  versions: relationsSql(["v"], {}, false),
  toModel: toCatalogObject,
  facts: relationFacts([
    ["Rows can be inserted", yes("pg_catalog.pg_relation_is_updatable(o.oid, false) & 8 = 8")],
    ["Rows can be updated", yes("pg_catalog.pg_relation_is_updatable(o.oid, false) & 4 = 4")],
  ]),
  ddl: relationDdlReader,
  access: relationAccess("'VIEW'"),
};
