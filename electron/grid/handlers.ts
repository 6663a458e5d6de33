import type { gridContract } from "../../shared/grid/contract.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { Databases } from "../postgres/databases.ts";
import { countRows, estimateRows } from "./count-rows.ts";
import { findNearest } from "./nearest-rows.ts";
import { sendPage } from "./paging/send-page.ts";
import { findPlace } from "./places/find-place.ts";
import { readCell } from "./read-cell.ts";
import { KnownRelations } from "./relation/known-relations.ts";

/** What the handlers need. */
export interface GridDependencies {
  readonly databases: Databases;
}

/** Answers the requests about the rows of one table or view; nothing here can write. */
export function createGridHandlers({ databases }: GridDependencies): Handlers<typeof gridContract> {
  const reading = { databases, known: new KnownRelations() };
  return {
    "grid.rows": (input, { clientId, signal }) => sendPage(reading, input, clientId, signal),
    "grid.cell": ({ ref, schema, name, column, identity }, { signal }) =>
      databases.read(ref, "grid: cell", (session) => readCell(session, { schema, name }, column, identity), { signal }),
    "grid.count": (input, { signal }) => countRows(databases, input, signal),
    "grid.estimate": (input, { signal }) => estimateRows(databases, input, signal),
    "grid.nearest": (input, { signal }) => findNearest(databases, input, signal),
    "grid.place": (input, { signal }) => findPlace(databases, input, signal),
  };
}
