import type { ScratchPlaceName } from "../../shared/comparison/check-model.ts";
import type { comparisonContract } from "../../shared/comparison/contract.ts";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { Databases } from "../postgres/databases.ts";
import { type DriftQuestion, findDrift } from "./drift/find-drift.ts";
import { compareTables, listTables } from "./rows/compare-tables.ts";
import type { OpenScratchPlace } from "./scratch/scratch-place.ts";
import { compareSides } from "./sides/compare-sides.ts";

/** What the handlers need. */
export interface ComparisonDependencies {
  readonly databases: Databases;
  /** Opens a scratch place; `beside` is the database on whose server it is, where it is to be there. */
  readonly scratchOf: (place: ScratchPlaceName, beside: DatabaseRef) => OpenScratchPlace;
  /** The migrations of the connection's folder (or of another one), as far as the database's history says they are applied. */
  readonly appliedOf: (ref: DatabaseRef, folder: string | null) => Promise<Omit<DriftQuestion, "ref">>;
}

/** Answers the requests that compare two databases. */
export function createComparisonHandlers(dependencies: ComparisonDependencies): Handlers<typeof comparisonContract> {
  const { databases, scratchOf, appliedOf } = dependencies;
  const sidesOf = ({ from, to }: { readonly from: DatabaseRef; readonly to: DatabaseRef }) => ({
    from: { kind: "database", ref: from } as const,
    to: { kind: "database", ref: to } as const,
  });
  return {
    "comparison.schemas": async (input, context) => {
      const question = { ...sidesOf(input), acceptedRenames: input.acceptedRenames, check: null };
      const parts = { databases, openScratch: scratchOf("computer", input.from) };
      return (await compareSides(parts, question, context)).comparison;
    },
    "comparison.check": async (input, context) => {
      const { acceptedRenames, form, place } = input;
      const parts = { databases, openScratch: scratchOf(place, input.from) };
      return (await compareSides(parts, { ...sidesOf(input), acceptedRenames, check: form }, context)).check;
    },
    "comparison.drift": async ({ ref, folder, place }, context) => {
      const question = { ref, ...(await appliedOf(ref, folder)) };
      return await findDrift({ databases, openScratch: scratchOf(place, ref) }, question, context);
    },
    "comparison.tables": (input, { signal }) => listTables(databases, input, signal),
    "comparison.rows": (input, context) => compareTables(databases, input, context),
  };
}
