import type { schemaCheckContract } from "../../shared/schema-check/contract.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { Databases } from "../postgres/databases.ts";
import { checkSchema } from "./check-schema.ts";
import { readSchemaDocs } from "./docs/read-schema-docs.ts";
import { ExceptionsStore } from "./exceptions-store.ts";

/** What the handlers need. */
export interface SchemaCheckDependencies {
  readonly databases: Databases;
  /** Where the exceptions of connections are kept. */
  readonly exceptionsFolder: string;
}

/** Answers the requests about the rules of a schema and its documents; nothing here can write to a database. */
export function createSchemaCheckHandlers({
  databases,
  exceptionsFolder,
}: SchemaCheckDependencies): Handlers<typeof schemaCheckContract> {
  const exceptions = new ExceptionsStore(exceptionsFolder);
  return {
    "schemaCheck.run": async ({ ref }, { signal, report }) => {
      const known = await exceptions.list(ref.connectionId);
      return await databases.read(ref, "schema check", (session) => checkSchema(session, known, report), { signal });
    },
    "schemaCheck.except": ({ ref, code, subject, reason }) =>
      exceptions.add(ref.connectionId, { code, subject, reason, at: new Date().toISOString() }),
    "schemaCheck.takeBack": ({ ref, ...finding }) => exceptions.remove(ref.connectionId, finding),
    "schemaCheck.docs": ({ ref, format, schemas }, { signal }) =>
      databases.read(ref, "schema documents", (session) => readSchemaDocs(session, format, schemas ?? null), {
        signal,
      }),
  };
}
