import type { catalogContract } from "../../../shared/catalog/contract.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { Handlers } from "../../ipc/handlers.ts";
import type { Databases } from "../../postgres/databases.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { readSearchPath } from "../search-path.ts";
import { readFunctionFacts } from "./read-functions.ts";
import { readCompletionNames } from "./read-names.ts";
import { readForeignKeyFacts, readRelationDetails } from "./read-relations.ts";

type CompletionHandlers = Pick<
  Handlers<typeof catalogContract>,
  "catalog.names" | "catalog.columns" | "catalog.foreignKeys" | "catalog.functions"
>;

/** Answers what the editor's completion asks. */
export function createCompletionHandlers(databases: Databases): CompletionHandlers {
  const read = async <T>(
    ref: DatabaseRef,
    signal: AbortSignal,
    ask: (session: ReadSession, searchPath: readonly string[]) => Promise<T>,
  ): Promise<T> => {
    const searchPath = await readSearchPath(databases, ref, signal);
    return await databases.read(ref, "editor: completion", (session) => ask(session, searchPath), { signal });
  };
  return {
    "catalog.names": ({ ref, text = "" }, { signal }) =>
      read(ref, signal, (session, path) => readCompletionNames(session, path, text)),
    "catalog.columns": ({ ref, relations }, { signal }) =>
      read(ref, signal, (session, path) => readRelationDetails(session, path, relations)),
    "catalog.foreignKeys": ({ ref, relations }, { signal }) =>
      read(ref, signal, (session, path) => readForeignKeyFacts(session, path, relations)),
    "catalog.functions": ({ ref }, { signal }) =>
      databases.read(ref, "editor: completion", readFunctionFacts, { signal }),
  };
}
