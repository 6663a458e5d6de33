import type { ObjectKind } from "./object-kinds.ts";
import type { Reading } from "./reading.ts";

/**
 * Which object is meant, by names, so that it means the same on every branch and after a restore. `schema` is empty for
 * what stands in none; `parent` is the relation of a column, index, trigger ...; `identity` tells objects of the same
 * name apart (argument types of a function, the two types of an operator).
 */
export interface ObjectAddress {
  readonly kind: ObjectKind;
  readonly schema: string;
  readonly parent: string;
  readonly name: string;
  readonly identity: string;
}

/** One property as the catalog has it. */
export interface ObjectFact {
  readonly label: string;
  readonly value: string;
}

/** One end of a dependency. `address` is null for what has no details of its own (an operator class, say). */
export interface ObjectDependency {
  readonly address: ObjectAddress | null;
  /** The kind in Postgres' words, and the object as it names it: `default value`, `for x.id`. */
  readonly type: string;
  readonly text: string;
  /** `normal`: DROP needs CASCADE; `auto`: dropped with it; `internal`: part of it; `extension`: member of one; `owner`; `privilege`; `policy`. */
  readonly how: "normal" | "auto" | "internal" | "extension" | "owner" | "privilege" | "policy";
}

/** Objects at the other end. `isTruncated` when there are more than are listed. */
export interface ObjectDependencies {
  readonly objects: readonly ObjectDependency[];
  readonly isTruncated: boolean;
}

/** What one grantee may do. `grantee` null is PUBLIC; `column` is empty for the whole object. */
export interface ObjectPrivilege {
  readonly grantee: string | null;
  readonly grantor: string;
  readonly column: string;
  readonly privileges: readonly { readonly name: string; readonly isGrantable: boolean }[];
}

/** Who may do what. `isDefault` when nothing was ever granted or revoked: the privileges are Postgres' own. */
export interface ObjectAccess {
  readonly isDefault: boolean;
  readonly privileges: readonly ObjectPrivilege[];
  /** Owner and grants as SQL. */
  readonly sql: string;
}

/** Everything that an object's details page shows; each part is read by itself. */
export interface ObjectDetails {
  readonly address: ObjectAddress;
  readonly oid: number;
  /** What kind of its kind: `partitioned`, `enum` ...; empty when ordinary. */
  readonly detail: string;
  /** Null for kinds without an owner. */
  readonly owner: string | null;
  readonly comment: string | null;
  /** Whether the session's role may use it: read its rows, run it, look into it. */
  readonly isReadable: boolean;
  readonly role: string;
  readonly facts: Reading<readonly ObjectFact[]>;
  /** SQL that makes the object again; owner and grants stand in `access`. */
  readonly ddl: Reading<string>;
  /** Bytes on disk, all parts; null for what has none. */
  readonly sizeBytes: Reading<number | null>;
  readonly dependsOn: Reading<ObjectDependencies>;
  readonly usedBy: Reading<ObjectDependencies>;
  /** Null for kinds that have no privileges. */
  readonly access: Reading<ObjectAccess | null>;
}
