/** Where a connection leads; its colour and its guards follow from it. */
export const environments = ["production", "staging", "development", "local"] as const;

/** One of the environments above. */
export type Environment = (typeof environments)[number];

/** What the renderer knows of a connection: never a secret, never a URL. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly environment: Environment;
  readonly database: string;
  readonly user: string;
  /** A fixed server, or a branch of a project whose control plane gives host and port. */
  readonly target:
    | { readonly kind: "server"; readonly host: string; readonly port: number; readonly tls: TlsMode }
    | { readonly kind: "project"; readonly projectId: string; readonly defaultBranchId: string };
  /** Absolute path of its migrations; null when none was named. Samples bring their own. */
  readonly migrationsFolder: string | null;
  /** Whether it belongs to the sample workspace. */
  readonly isSample: boolean;
}

/**
 * libpq's sslmode meanings, named for what they are. `verify-full` checks chain and name, `verify-ca` the chain only,
 * `require-unverified` encrypts without checking the server, `disable` is plain text.
 */
export const tlsModes = ["disable", "require-unverified", "verify-ca", "verify-full"] as const;

/** One of the modes above. */
export type TlsMode = (typeof tlsModes)[number];
