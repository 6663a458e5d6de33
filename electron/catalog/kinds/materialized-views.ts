import { type ObjectKindReader, relationsSql, toCatalogObject } from "./object-kind.ts";

/** Materialized views, told apart when they hold nothing yet. */
export const materializedViews: ObjectKindReader = {
  kind: "materializedView",
  versions: relationsSql(["m"], "CASE WHEN c.relispopulated THEN '' ELSE 'not populated' END"),
  toModel: toCatalogObject,
};
