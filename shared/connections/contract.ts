import { z } from "zod";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import type { FoundConnections } from "./found.ts";
import { type Connection, channelBindings, environments, passwordMethods, sshMethods, tlsModes } from "./model.ts";
import { timeoutBounds } from "./timeouts.ts";

const connectionId = z.string().min(1).max(100);

const absolutePath = z
  .string()
  .trim()
  .max(4_000)
  .regex(/^(\/|[A-Za-z]:[\\/])/, "The whole path of the file.");

/** See `SecurityOptions`. */
export const securitySchema = z.strictObject({
  rootCertificateFile: absolutePath.optional(),
  clientCertificateFile: absolutePath.optional(),
  clientKeyFile: absolutePath.optional(),
  channelBinding: z.enum(channelBindings).optional(),
  passwordMethods: z.enum(passwordMethods).optional(),
});

/** See `SshTunnel`. */
export const tunnelSchema = z.strictObject({
  host: z.string().trim().min(1).max(255),
  port: z.int().min(1).max(65535).optional(),
  user: z.string().min(1).max(255).optional(),
  method: z.enum(sshMethods),
  keyFile: z
    .string()
    .trim()
    .max(4_000)
    .regex(/^(\/|~\/|[A-Za-z]:[\\/])/, "The whole path of the file.")
    .optional(),
  jump: z.string().trim().min(1).max(1_000).optional(),
});

const timeout = timeoutBounds("statementMs");
const limitMs = z.int().min(timeout.leastMs).max(timeout.mostMs).optional();
const connectTimeout = timeoutBounds("connectMs");

/** See `OwnTimeouts`. */
export const timeoutsSchema = z.strictObject({
  connectMs: z.int().min(connectTimeout.leastMs).max(connectTimeout.mostMs).optional(),
  statementMs: limitMs,
  lockMs: limitMs,
  tabStatementMs: limitMs,
  tabLockMs: limitMs,
  idleInTransactionMs: limitMs,
});

/** What the form of a server connection holds. `password` null keeps the saved one; it never travels back. */
export const serverFieldsSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  environment: z.enum(environments),
  host: z.string().trim().min(1).max(255),
  port: z.int().min(1).max(65535),
  tls: z.enum(tlsModes),
  security: securitySchema.default({}),
  /** libpq's `options`. */
  options: z.string().trim().min(1).max(2_000).nullable().default(null),
  tunnel: tunnelSchema.nullable().default(null),
  /** The SSH server's password or its key's passphrase; null keeps the saved one. */
  tunnelPassword: z.string().max(10_000).nullable().default(null),
  database: z.string().min(1).max(63),
  user: z.string().min(1).max(63),
  password: z.string().max(10_000).nullable(),
  timeouts: timeoutsSchema.default({}),
  /** Absolute path on the computer that runs Steward. */
  migrationsFolder: z.string().trim().min(1).max(4_000).nullable().default(null),
});

/** See `serverFieldsSchema`. */
export type ServerFields = z.infer<typeof serverFieldsSchema>;

/** What a successful connection test found. */
export interface ConnectionTest {
  readonly serverVersion: string;
  /** As 180004 for 18.4. */
  readonly versionNumber: number;
  /** From the first byte to the first answer, TLS and authentication included. */
  readonly connectMs: number;
  readonly user: string;
  readonly isSuperuser: boolean;
  /** Whether the line to the server is encrypted, by the server's own word; null where it does not say. */
  readonly isEncrypted: boolean | null;
  /** Whether the role may make schemas in the database. */
  readonly canCreate: boolean;
  /** A standby takes no writes. */
  readonly isStandby: boolean;
  /** Whether the host's name leads through a pooler. */
  readonly isPooled: boolean;
}

/** Where passwords are kept. Without a safe store of the operating system they live in memory until the app ends. */
export interface PasswordKeeping {
  readonly outlivesApp: boolean;
}

const projectFolder = z.string().trim().min(1).max(4_000).nullable();

/** Requests about saved connections. */
export const connectionsContract = {
  "connections.list": declareRequest<readonly Connection[]>()(z.strictObject({})),
  /** Saves a new server connection, or changes the one named by `id`. */
  "connections.save": declareRequest<Connection>()(
    z.strictObject({ id: connectionId.nullable(), fields: serverFieldsSchema }),
  ),
  "connections.remove": declareRequest<null>()(z.strictObject({ id: connectionId })),
  /**
   * Connects with the form's fields (the saved password where the form has none), asks what the role may do, closes. An
   * AppError names in `connectStep` how far it got.
   */
  "connections.test": declareOperation<ConnectionTest>()(
    z.strictObject({ id: connectionId.nullable(), fields: serverFieldsSchema }),
  ),
  /**
   * Connections that stand in this computer's service files and variables, and in the `.env` files of a folder (absolute
   * path; null for none). Reads only.
   */
  "connections.found": declareRequest<FoundConnections>()(z.strictObject({ folder: projectFolder })),
  /** Saves a proposal with its password; `notFound` when its source says something else by now. */
  "connections.adopt": declareRequest<Connection>()(z.strictObject({ id: connectionId, folder: projectFolder })),
  /** Makes an SSH server's key known to Steward, after a person compared its fingerprint. */
  "connections.trustHostKey": declareRequest<null>()(
    z.strictObject({
      host: z
        .string()
        .regex(/^[^\s,*?!|#@]+$/)
        .max(255),
      port: z.int().min(1).max(65535),
      algorithm: z
        .string()
        .regex(/^[a-z0-9@.-]+$/)
        .max(100),
      key: z.base64().max(10_000),
    }),
  ),
  /** Roles that this workspace can log in as on the connection; the first is the connection's own. */
  "connections.roles": declareRequest<readonly string[]>()(z.strictObject({ connectionId })),
  /** Whether a saved password outlives the app; said in the form before one is typed. */
  "connections.passwordKeeping": declareRequest<PasswordKeeping>()(z.strictObject({})),
};
