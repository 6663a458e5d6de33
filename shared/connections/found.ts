import type { Environment, TlsMode } from "./model.ts";

/** Where a proposal was found. */
export type FoundOrigin =
  | { readonly kind: "service"; readonly file: string; readonly service: string }
  | { readonly kind: "environment" }
  | { readonly kind: "dotenv"; readonly file: string; readonly variable: string };

/** A connection that stands in a file or in the environment of this computer. It is a proposal: nothing uses it unasked. */
export interface FoundConnection {
  /** The same as long as the source says the same. */
  readonly id: string;
  readonly origin: FoundOrigin;
  readonly name: string;
  readonly content: FoundContent | FoundProblem;
}

/** What a proposal would connect to. The password is not in it. */
export interface FoundContent {
  readonly ok: true;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly tls: TlsMode;
  readonly environment: Environment;
  /** Where its password comes from; null when none was found. */
  readonly passwordFrom: "source" | "password file" | null;
  readonly notes: readonly string[];
  /** Whether a saved connection leads to the same database as the same role. */
  readonly isSaved: boolean;
}

/** Why a proposal cannot be used. */
export interface FoundProblem {
  readonly ok: false;
  readonly problem: string;
}

/** All proposals, and what could not be read, one sentence each. */
export interface FoundConnections {
  readonly connections: readonly FoundConnection[];
  readonly problems: readonly string[];
}
