import { type ObjectKindReader, relationsSql, toCatalogObject } from "./object-kind.ts";

const detail = `
  CASE c.relkind WHEN 'p' THEN 'partitioned' WHEN 'f' THEN 'foreign'
       ELSE CASE WHEN c.relispartition THEN 'partition'
                 WHEN c.relpersistence = 'u' THEN 'unlogged'
                 WHEN c.relpersistence = 't' THEN 'temporary' ELSE '' END END`;

/** Ordinary, partitioned and foreign tables. */
export const tables: ObjectKindReader = {
  kind: "table",
  versions: relationsSql(["r", "p", "f"], detail),
  toModel: toCatalogObject,
};
