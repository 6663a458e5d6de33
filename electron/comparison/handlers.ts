import type { ScratchPlaceName } from "../../shared/comparison/check-model.ts";
import type { comparisonContract, SchemaSide } from "../../shared/comparison/contract.ts";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { Databases } from "../postgres/databases.ts";
import { type DriftQuestion, findDrift } from "./drift/find-drift.ts";
import { compareTables, listTables } from "./rows/compare-tables.ts";
import type { OpenScratchPlace } from "./scratch/scratch-place.ts";
import { compareSides } from "./sides/compare-sides.ts";
import type { Side } from "./sides/side.ts";
import { sideOfPath } from "./sides/side-of-path.ts";

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
  return {
    "comparison.schemas": async (input, context) => {
      const parts = { databases, openScratch: scratchOf("computer", databaseOf(input)) };
      const question = { ...(await sidesOf(input)), acceptedRenames: input.acceptedRenames, check: null };
      return (await compareSides(parts, question, context)).comparison;
    },
    "comparison.check": async (input, context) => {
      const { acceptedRenames, form, place } = input;
      const parts = { databases, openScratch: scratchOf(place, databaseOf(input)) };
      return (await compareSides(parts, { ...(await sidesOf(input)), acceptedRenames, check: form }, context)).check;
    },
    "comparison.drift": async ({ ref, folder, place }, context) => {
      const question = { ref, ...(await appliedOf(ref, folder)) };
      return await findDrift({ databases, openScratch: scratchOf(place, ref) }, question, context);
    },
    "comparison.tables": (input, { signal }) => listTables(databases, input, signal),
    "comparison.rows": (input, context) => compareTables(databases, input, context),
  };
}

interface SchemaSides {
  readonly from: SchemaSide;
  readonly to: SchemaSide;
}

async function sidesOf({ from, to }: SchemaSides): Promise<{ readonly from: Side; readonly to: Side }> {
  return { from: await sideOf(from), to: await sideOf(to) };
}

async function sideOf(side: SchemaSide): Promise<Side> {
  return "path" in side ? await sideOfPath(side.path) : { kind: "database", ref: side };
}

/** The side on whose server a scratch database may stand. */
function databaseOf({ from, to }: SchemaSides): DatabaseRef {
  if (!("path" in from)) return from;
  if (!("path" in to)) return to;
  throw new AppError("invalidInput", "One side has to be a database.", {
    hint: "Two files are compared on the command line: steward diff FROM TO.",
  });
}
