import type { BranchDatabase } from "../branches/model.ts";

/** What Neon says of a key: a person's, an organisation's (or one project's, which Neon does not tell apart), or another. */
export type AccountKeyKind = "personal" | "organisation" | "other";

/** An account at Neon. Its key stays in main. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly keyKind: AccountKeyKind;
  /** Names of the organisations that the key reaches. */
  readonly organisations: readonly string[];
  /** Where its API is; null is Neon's own. */
  readonly apiUrl: string | null;
  /** `locked` under a passphrase or keyring that is not open; `missing` when it was kept in memory by an earlier run. */
  readonly keyState: "ready" | "locked" | "missing";
  /** How many connections lead to its projects. */
  readonly connectionCount: number;
}

/** A project that an account's key reaches. */
export interface AccountProject {
  /** Neon's own id. */
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly postgresVersion: string;
  /** Null for a project of no organisation. */
  readonly organisation: string | null;
  readonly connectionCount: number;
}

/** The projects of an account. `unavailable` are ids that Neon could not tell about: the list is not whole then. */
export interface AccountProjects {
  readonly projects: readonly AccountProject[];
  readonly unavailable: readonly string[];
}

/** What it takes to make a connection to a project: its default branch, and what is on it. */
export interface AccountProjectDetails {
  readonly branchId: string;
  readonly branchName: string;
  readonly databases: readonly BranchDatabase[];
  /** Roles that log in with a password, an owner first. */
  readonly roles: readonly string[];
}
