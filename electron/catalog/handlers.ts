import type { catalogContract } from "../../shared/catalog/contract.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { Databases } from "../postgres/databases.ts";
import { createCompletionHandlers } from "./completion/handlers.ts";
import { readObject } from "./details/read-object.ts";
import { filterObjects, searchObjects } from "./find-objects.ts";
import { countObjects, listObjects } from "./list-objects.ts";
import { listSchemas } from "./list-schemas.ts";
import { readSearchPath } from "./search-path.ts";
import { readTable } from "./table/read-table.ts";

/** What the handlers need. */
export interface CatalogDependencies {
  readonly databases: Databases;
}

/** Answers the requests about the catalog; nothing here can write. */
export function createCatalogHandlers({ databases }: CatalogDependencies): Handlers<typeof catalogContract> {
  return {
    "catalog.schemas": async ({ ref }, { signal }) => {
      const searchPath = await readSearchPath(databases, ref, signal);
      return await databases.read(ref, "catalog: schemas", (session) => listSchemas(session, searchPath), { signal });
    },
    "catalog.counts": ({ ref, schema }, { signal }) =>
      databases.read(ref, "catalog: counts", (session) => countObjects(session, schema), { signal }),
    "catalog.objects": ({ ref, schema, parent, kinds }, { signal }) =>
      databases.read(ref, "catalog: objects", (session) => listObjects(session, { schema, parent }, kinds), { signal }),
    "catalog.filter": ({ ref, text }, { signal }) =>
      databases.read(ref, "catalog: filter", (session) => filterObjects(session, text), { signal }),
    "catalog.object": ({ ref, address }, { signal }) =>
      databases.read(ref, "catalog: details", (session) => readObject(session, address), { signal }),
    "catalog.table": ({ ref, schema, name }, { signal }) =>
      databases.read(ref, "catalog: table", (session) => readTable(session, { schema, name }), { signal }),
    "catalog.search": ({ ref, text, limit }, { signal }) =>
      databases.read(ref, "catalog: search", (session) => searchObjects(session, text, limit), { signal }),
    ...createCompletionHandlers(databases),
  };
}
