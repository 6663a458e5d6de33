import type { Diagram } from "../../erd/model.ts";

/** A column of a table or view in a document. */
export interface DocumentedColumn {
  readonly name: string;
  readonly type: string;
  readonly isNotNull: boolean;
  /** Default, identity or generation as SQL; null without one. */
  readonly value: string | null;
  readonly comment: string | null;
}

/** A constraint, index, policy, trigger or rule: its name, how it is made, and what somebody said of it. */
export interface DocumentedPart {
  readonly name: string;
  readonly definition: string;
  readonly comment: string | null;
}

/** What a role may do with an object; `column` empty for all of it. */
export interface DocumentedGrant {
  /** PUBLIC is everybody. */
  readonly grantee: string;
  readonly column: string;
  readonly privileges: readonly string[];
}

/** A table, view, materialized view or foreign table. */
export interface DocumentedRelation {
  readonly schema: string;
  readonly name: string;
  readonly kind: "table" | "partitioned table" | "foreign table" | "view" | "materialized view";
  readonly owner: string;
  readonly comment: string | null;
  /** The key of a partitioned table; the query of a view. */
  readonly definition: string | null;
  readonly hasRowSecurity: boolean;
  readonly columns: readonly DocumentedColumn[];
  readonly constraints: readonly DocumentedPart[];
  readonly indexes: readonly DocumentedPart[];
  readonly policies: readonly DocumentedPart[];
  readonly triggers: readonly DocumentedPart[];
  readonly grants: readonly DocumentedGrant[];
}

/** A type that somebody made, or a function, by signature. */
export interface DocumentedThing extends DocumentedPart {
  readonly schema: string;
}

/** A schema with what it holds, by name. */
export interface DocumentedSchema {
  readonly name: string;
  readonly owner: string;
  readonly comment: string | null;
  /** The role may not use it: what it holds is not known. */
  readonly isUnreadable: boolean;
  readonly relations: readonly DocumentedRelation[];
  readonly types: readonly DocumentedThing[];
  readonly functions: readonly DocumentedThing[];
}

/** All that a document says. Nothing in it depends on the rows, the time or the server's version. */
export interface DocumentedDatabase {
  readonly name: string;
  readonly schemas: readonly DocumentedSchema[];
  readonly diagram: Diagram;
}
