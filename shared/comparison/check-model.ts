import type { ObjectDifference } from "./schema-model.ts";

/** Where scratch databases are made: on a throw-away server of this computer, or beside the database on its own server. */
export const scratchPlaces = ["computer", "server"] as const;

/** See `scratchPlaces`. */
export type ScratchPlaceName = (typeof scratchPlaces)[number];

/** A statement that the server refused while a script was tried. */
export interface RefusedStatement {
  /** Its place in the script, from zero. */
  readonly at: number;
  readonly sql: string;
  readonly message: string;
}

/**
 * What came out when a script was run on a copy (of the objects, without rows) of the first schema, and the result was
 * read again and compared with the second, by our own reading of the catalog and by the engine.
 */
export type ScriptCheck =
  | { readonly state: "equal"; readonly place: string }
  | {
      readonly state: "differs";
      readonly place: string;
      readonly refused: RefusedStatement | null;
      readonly objects: readonly ObjectDifference[];
    }
  | { readonly state: "notPossible"; readonly reason: string };
