/** Where a connection leads; its colour and its guards follow from it. */
export const environments = ["production", "staging", "development", "local"] as const;

/** One of the environments above. */
export type Environment = (typeof environments)[number];

/** libpq's sslmode, word for word and from weakest to strongest. */
export const tlsModes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;

/** One of the modes above. */
export type TlsMode = (typeof tlsModes)[number];

/** libpq's channel_binding: `require` insists on SCRAM-SHA-256-PLUS, which ties the password's proof to the certificate. */
export const channelBindings = ["disable", "prefer", "require"] as const;

/** One of the words above. */
export type ChannelBinding = (typeof channelBindings)[number];

/** How a server may ask for the password: `scram` only, or also MD5 and clear text where the server was verified. */
export const passwordMethods = ["scram", "any"] as const;

/** One of the words above. */
export type PasswordMethods = (typeof passwordMethods)[number];

/** What surrounds the TLS mode. Files are absolute paths on the computer that runs Steward; a part that is left out has its default. */
export interface SecurityOptions {
  /** PEM of the authorities to trust instead of the system's. */
  readonly rootCertificateFile?: string | undefined;
  readonly clientCertificateFile?: string | undefined;
  readonly clientKeyFile?: string | undefined;
  /** Default `prefer`. */
  readonly channelBinding?: ChannelBinding | undefined;
  /** Default `scram`. */
  readonly passwordMethods?: PasswordMethods | undefined;
}

/** How to log in to the SSH server of a tunnel. */
export const sshMethods = ["agent", "key", "password"] as const;

/** One of the words above. */
export type SshMethod = (typeof sshMethods)[number];

/** A way through SSH servers. What is left out comes from `~/.ssh/config`, then from ssh's own defaults. */
export interface SshTunnel {
  /** A host or an alias of `~/.ssh/config`. */
  readonly host: string;
  readonly port?: number | undefined;
  readonly user?: string | undefined;
  readonly method: SshMethod;
  readonly keyFile?: string | undefined;
  /** Jump hosts as in ProxyJump: `user@host:port`, separated by commas. */
  readonly jump?: string | undefined;
}

/** The time-outs that a connection can have of its own. */
export const timeoutNames = [
  "connectMs",
  "statementMs",
  "lockMs",
  "tabStatementMs",
  "tabLockMs",
  "idleInTransactionMs",
] as const;

/** One of the names above. */
export type TimeoutName = (typeof timeoutNames)[number];

/** What a connection says itself, in milliseconds; 0 is no limit. What is left out has the default of its environment. */
export type OwnTimeouts = Readonly<Partial<Record<TimeoutName, number | undefined>>>;

/** What the renderer knows of a connection: never a secret, never a URL. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly environment: Environment;
  readonly database: string;
  readonly user: string;
  /** A fixed server, or a branch of a project whose control plane gives host and port. */
  readonly target: ServerTarget | ProjectTarget;
  /** Absolute path of its migrations; null when none was named. Samples bring their own. */
  readonly migrationsFolder: string | null;
  /** Whether it belongs to the sample workspace. */
  readonly isSample: boolean;
}

/** A project of branches, and which of them the connection itself leads to. */
export interface Branching {
  readonly projectId: string;
  readonly defaultBranchId: string;
}

/** A branch of a project; its control plane gives host and port. */
export interface ProjectTarget extends Branching {
  readonly kind: "project";
}

/** A fixed server. `host` is a name, an address, or the folder of a Unix socket. */
export interface ServerTarget {
  readonly kind: "server";
  readonly host: string;
  readonly port: number;
  readonly tls: TlsMode;
  readonly security?: SecurityOptions | undefined;
  /** libpq's `options`: switches for the server's command line (`-c name=value`), or a proxy's own words. */
  readonly options?: string | undefined;
  /** With one, host and port are as its last SSH server sees them. */
  readonly tunnel?: SshTunnel | undefined;
  /** Those that differ from the defaults of the environment. */
  readonly timeouts?: OwnTimeouts | undefined;
  /** Its databases made from templates, where that was turned on; the default branch is the connection's own database. */
  readonly branches?: Branching | undefined;
}
