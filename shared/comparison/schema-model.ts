import type { ObjectAddress } from "../catalog/object-details.ts";
import type { ScriptStatement } from "./script-model.ts";

/** What happens to an object, or to a part of one, on the way from the first database to the second. */
export type DifferenceKind = "added" | "removed" | "changed";

/**
 * Who saw a difference: the engine that writes the script, our own reading of the catalog, or both. What only the
 * catalog saw is not in the script.
 */
export type DifferenceSource = "both" | "engine" | "catalog";

/** A part of an object that differs: a column, a constraint, the comment ... `name` is empty for what has none. */
export interface PartDifference {
  /** In a sentence: `column`, `foreign key`, `privileges`. */
  readonly word: string;
  readonly name: string;
  readonly kind: DifferenceKind;
  readonly source: DifferenceSource;
  /** Which properties differ, as far as our own reading names them. */
  readonly details: readonly PropertyDifference[];
}

/** One property on both sides; null where it has none. */
export interface PropertyDifference {
  readonly label: string;
  readonly from: string | null;
  readonly to: string | null;
  /** The engine does not know this property, so its script leaves it as it is. */
  readonly isMissed: boolean;
}

/** An object that stands by itself and differs, with its parts that do. */
export interface ObjectDifference {
  readonly address: ObjectAddress;
  readonly kind: DifferenceKind;
  readonly source: DifferenceSource;
  readonly parts: readonly PartDifference[];
}

/**
 * Something was removed and something alike was added: whether that is a rename only a person knows. `certain` ones may
 * be answered yes; `unlike` ones differ in more than the name and are told so that nobody is surprised.
 */
export interface RenameQuestion {
  /** To answer with. */
  readonly id: string;
  readonly word: string;
  readonly from: string;
  readonly to: string;
  readonly state: "certain" | "ambiguous" | "unlike";
  readonly isAccepted: boolean;
  readonly reason: string | null;
}

/** Something that was not compared, and why. `side` is where it is. */
export interface NotCompared {
  readonly side: "from" | "to" | "both";
  readonly what: string;
  readonly reason: string;
}

/** How two schemas differ, and the script that makes the first like the second. */
export interface SchemaComparison {
  /** No statement, and our own reading finds no difference either. */
  readonly isIdentical: boolean;
  /** Whether the engine and our own reading agree on every object. */
  readonly isAgreed: boolean;
  readonly objects: readonly ObjectDifference[];
  /** The script in its plain form, in the order of its dependencies. Empty with `scriptError`. */
  readonly statements: readonly ScriptStatement[];
  /** The same in the online form; the very same statements where there is no other way. */
  readonly onlineStatements: readonly ScriptStatement[];
  /** Why there is no script although there are differences; null when there is one. */
  readonly scriptError: string | null;
  readonly renames: readonly RenameQuestion[];
  readonly notCompared: readonly NotCompared[];
  readonly fromVersion: string;
  readonly toVersion: string;
}
