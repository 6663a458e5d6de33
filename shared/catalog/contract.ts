import { z } from "zod";
import { databaseRefSchema } from "../databases/model.ts";
import { declareRequest } from "../ipc/declare.ts";
import {
  type CatalogGroup,
  type CatalogHit,
  type CatalogSchema,
  type CompletionColumns,
  type CompletionNames,
  objectKinds,
  type TableDetails,
} from "./model.ts";

const name = z.string().min(1).max(1000);

/** Requests about what Postgres knows of its objects. All of them read only. */
export const catalogContract = {
  "catalog.schemas": declareRequest<readonly CatalogSchema[]>()(z.strictObject({ ref: databaseRefSchema })),
  /** The objects of one schema, grouped; `kinds` leaves the other groups out. */
  "catalog.objects": declareRequest<readonly CatalogGroup[]>()(
    z.strictObject({ ref: databaseRefSchema, schema: name, kinds: z.array(z.enum(objectKinds)).max(20).optional() }),
  ),
  /** A table, view, materialized view, foreign table or sequence. Rejects with `notFound`. */
  "catalog.table": declareRequest<TableDetails>()(z.strictObject({ ref: databaseRefSchema, schema: name, name })),
  /** Fuzzy search over the names of all objects outside the system schemas. */
  "catalog.search": declareRequest<readonly CatalogHit[]>()(
    z.strictObject({ ref: databaseRefSchema, text: z.string().max(200), limit: z.int().min(1).max(200) }),
  ),
  /** Schemas and relations for completion in the editor. */
  "catalog.names": declareRequest<CompletionNames>()(z.strictObject({ ref: databaseRefSchema })),
  /** Columns of relations named in a statement; a null schema is looked up in the search path. */
  "catalog.columns": declareRequest<readonly CompletionColumns[]>()(
    z.strictObject({
      ref: databaseRefSchema,
      relations: z.array(z.strictObject({ schema: name.nullable(), name })).max(50),
    }),
  ),
};
