import { type ObjectKindReader, relationsSql, toCatalogObject } from "./object-kind.ts";

/** Views. They have no estimate of their own. */
export const views: ObjectKindReader = {
  kind: "view",
  versions: relationsSql(["v"], "''"),
  toModel: (schema, row) => ({ ...toCatalogObject(schema, row), estimatedRows: null }),
};
