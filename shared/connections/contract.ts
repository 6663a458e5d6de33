import { z } from "zod";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import { securitySchema, timeoutsSchema, tunnelSchema } from "./connection-schemas.ts";
import { type EnvironmentRules, environmentRulesSchema } from "./environments.ts";
import type { FoundConnections } from "./found.ts";
import { type Connection, environments, tlsModes } from "./model.ts";
import { connectionFileLimits } from "./sharing/connection-file.ts";
import { importActions, type PlannedImport } from "./sharing/plan-import.ts";

const connectionId = z.string().min(1).max(100);

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
  /** Whether databases of the server are made and shown as branches of this one; what is absent stays as it is saved. */
  hasBranches: z.boolean().optional(),
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

/** An export: the text of the file, and the connections whose server options it leaves out because they name a secret. */
export interface ConnectionExport {
  readonly text: string;
  readonly withoutOptions: readonly string[];
}

/** What an import did, in connections. */
export interface ImportReport {
  readonly added: number;
  readonly changed: number;
  readonly skipped: number;
}

/** Why nothing keeps passwords: no keyring on this desktop, one that does not answer, or a host without one. */
export type WithoutCipher = "noKeyring" | "silentKeyring" | "noPassphrase";

/** Where passwords are kept: in the system's keyring, in a file under a passphrase, or in memory until the app ends. */
export interface PasswordKeeping {
  readonly place:
    | { readonly kind: "keyring"; readonly name: string }
    | { readonly kind: "passphrase" }
    | { readonly kind: "memory"; readonly reason: WithoutCipher };
  /** Ciphers of passwords that were saved earlier and cannot be opened now: `passphrase`, or names of keyrings. */
  readonly locked: readonly string[];
}

const fileText = z.string().max(connectionFileLimits.characters);

/** Fewer characters are guessed too soon by whoever gets the file. */
export const leastPassphrase = 12;

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
  /** A file of saved server connections without their secrets; the sample's and those of projects are left out. */
  "connections.export": declareRequest<ConnectionExport>()(
    z.strictObject({ ids: z.array(connectionId).max(connectionFileLimits.connections) }),
  ),
  /** What an import of a file's text would do; nothing is saved. `invalidInput` says why a file is not used. */
  "connections.planImport": declareRequest<readonly PlannedImport[]>()(z.strictObject({ text: fileText })),
  /**
   * Saves the entries of a file, all or none, as chosen for each of them in order. `conflict` when what is saved has changed so that a
   * choice cannot be made any more.
   */
  "connections.import": declareRequest<ImportReport>()(
    z.strictObject({
      text: fileText,
      actions: z.array(z.enum(importActions)).max(connectionFileLimits.connections),
    }),
  ),
  /** How environments look and are guarded. */
  "connections.environments": declareRequest<EnvironmentRules>()(z.strictObject({})),
  /** Changes that for every window, at once. */
  "connections.setEnvironments": declareRequest<EnvironmentRules>()(
    z.strictObject({ environments: environmentRulesSchema }),
  ),
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
  /** Where a saved password is kept; said in the form before one is typed. */
  "connections.passwordKeeping": declareRequest<PasswordKeeping>()(z.strictObject({})),
  /**
   * Keeps passwords in a file under a passphrase from now on, or opens the file that is there. `authenticationFailed` for another
   * passphrase than it was made with, `unsupported` where something keeps them already.
   */
  "connections.openVault": declareRequest<PasswordKeeping>()(
    z.strictObject({ passphrase: z.string().min(leastPassphrase).max(1_000) }),
  ),
};
