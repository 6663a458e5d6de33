import { z } from "zod";
import { databaseRefSchema } from "../databases/model.ts";
import { declareRequest } from "../ipc/declare.ts";
import type { CompletionNames, ForeignKeyFact, FunctionFact, RelationDetails } from "./facts.ts";
import type { CatalogCount, CatalogGroup, CatalogHit, CatalogMatches, CatalogSchema, TableDetails } from "./model.ts";
import type { ObjectDetails } from "./object-details.ts";
import { objectKinds } from "./object-kinds.ts";

const name = z.string().min(1).max(1000);
const nameOrNone = z.string().max(1000);

/** See `ObjectAddress`. */
export const objectAddressSchema = z.strictObject({
  kind: z.enum(objectKinds),
  schema: nameOrNone,
  parent: nameOrNone,
  name,
  identity: z.string().max(10_000),
});

/** Requests about what Postgres knows of its objects. All of them read only. */
export const catalogContract = {
  "catalog.schemas": declareRequest<readonly CatalogSchema[]>()(z.strictObject({ ref: databaseRefSchema })),
  /** How many objects of each kind a schema holds; for null, those of the database and server that stand in no schema. */
  "catalog.counts": declareRequest<readonly CatalogCount[]>()(
    z.strictObject({ ref: databaseRefSchema, schema: name.nullable() }),
  ),
  /** The objects of some kinds in a schema, on a relation of it (`parent`), or in the database (both null). */
  "catalog.objects": declareRequest<readonly CatalogGroup[]>()(
    z.strictObject({
      ref: databaseRefSchema,
      schema: name.nullable(),
      parent: name.nullable(),
      kinds: z.array(z.enum(objectKinds)).min(1).max(objectKinds.length),
    }),
  ),
  /** Objects outside the system schemas whose name holds a text. */
  "catalog.filter": declareRequest<CatalogMatches>()(
    z.strictObject({ ref: databaseRefSchema, text: z.string().max(200) }),
  ),
  /** One object of any kind. Rejects with `notFound`. */
  "catalog.object": declareRequest<ObjectDetails>()(
    z.strictObject({ ref: databaseRefSchema, address: objectAddressSchema }),
  ),
  /** A table, view, materialized view, foreign table or sequence. Rejects with `notFound`. */
  "catalog.table": declareRequest<TableDetails>()(z.strictObject({ ref: databaseRefSchema, schema: name, name })),
  /** Fuzzy search over the names of all objects outside the system schemas. */
  "catalog.search": declareRequest<readonly CatalogHit[]>()(
    z.strictObject({ ref: databaseRefSchema, text: z.string().max(200), limit: z.int().min(1).max(200) }),
  ),
  /** Schemas and relations for completion in the editor; up to 100,000; with `text`, only relations whose name fits it, at most 500. */
  "catalog.names": declareRequest<CompletionNames>()(
    z.strictObject({ ref: databaseRefSchema, text: z.string().max(200).optional() }),
  ),
  /** What is known of relations named in a statement; a null schema is looked up in the search path. Unknown ones are left out. */
  "catalog.columns": declareRequest<readonly RelationDetails[]>()(
    z.strictObject({
      ref: databaseRefSchema,
      relations: z.array(z.strictObject({ schema: name.nullable(), name })).max(50),
    }),
  ),
  /** Foreign keys from and to relations named in a statement. */
  "catalog.foreignKeys": declareRequest<readonly ForeignKeyFact[]>()(
    z.strictObject({
      ref: databaseRefSchema,
      relations: z.array(z.strictObject({ schema: name.nullable(), name })).max(50),
    }),
  ),
  /** Functions, aggregates and procedures that can be called in SQL, the user's own first. */
  "catalog.functions": declareRequest<readonly FunctionFact[]>()(z.strictObject({ ref: databaseRefSchema })),
};
