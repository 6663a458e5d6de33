import { type ObjectKindReader, toCatalogObject } from "../object-kind.ts";
import { yes } from "../sql-text.ts";
import { relationAccess, relationDdlReader, relationFacts, relationsSql } from "./relation-sql.ts";

/** Materialized views, told apart when they hold nothing yet. */
export const materializedViews: ObjectKindReader = {
  kind: "materializedView",
  catalog: "pg_class",
  versions: relationsSql(["m"], { detail: "CASE WHEN c.relispopulated THEN '' ELSE 'not populated' END" }, true),
  toModel: toCatalogObject,
  facts: relationFacts([
    ["Populated", yes("o.relispopulated")],
    ["Estimated rows", "CASE WHEN o.reltuples >= 0 THEN o.reltuples::pg_catalog.int8 END"],
  ]),
  ddl: relationDdlReader,
  access: relationAccess("'MATERIALIZED VIEW'"),
};
