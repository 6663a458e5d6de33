import type { indexesContract } from "../../shared/indexes/contract.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { Databases } from "../postgres/databases.ts";
import { checkIndexes } from "./check-indexes.ts";
import { lookInside } from "./inside/look-inside.ts";
import { readTableReport } from "./read-table-report.ts";

/** What the handlers need. */
export interface IndexesDependencies {
  readonly databases: Databases;
}

/** Answers the requests about indexes; nothing here can write. */
export function createIndexesHandlers({ databases }: IndexesDependencies): Handlers<typeof indexesContract> {
  return {
    "indexes.table": ({ ref, schema, name }, { signal }) =>
      databases.read(ref, "indexes: table", (session) => readTableReport(session, { schema, name }), { signal }),
    "indexes.inside": ({ ref, ...request }, { signal, report }) =>
      databases.read(ref, "indexes: look inside", (session) => lookInside(session, request, report), { signal }),
    "indexes.check": ({ ref }, { signal, report }) =>
      databases.read(ref, "indexes: check", (session) => checkIndexes(session, report), { signal }),
  };
}
