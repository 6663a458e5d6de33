import type { erdContract } from "../../shared/erd/contract.ts";
import { readDiagram } from "../catalog/diagram/read-diagram.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { Databases } from "../postgres/databases.ts";

/** Answers the requests about diagrams; nothing here can write. */
export function createErdHandlers({ databases }: { readonly databases: Databases }): Handlers<typeof erdContract> {
  return {
    "erd.read": ({ ref, schemas }, { signal }) =>
      databases.read(ref, "erd: tables and foreign keys", (session) => readDiagram(session, schemas), { signal }),
  };
}
