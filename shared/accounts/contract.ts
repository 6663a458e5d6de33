import { z } from "zod";
import { type Connection, environments } from "../connections/model.ts";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import type { Account, AccountProjectDetails, AccountProjects } from "./model.ts";

const accountId = z.string().regex(/^[a-z0-9]{1,30}$/);
const neonId = z.string().regex(/^[a-z0-9-]{1,60}$/);

/** Blanks around a pasted key are taken off; what could break a header is refused. */
export const apiKeySchema = z
  .string()
  .trim()
  .min(8)
  .max(1_000)
  .regex(/^[\x21-\x7e]+$/);

/** Encrypted, or on this computer: a key goes nowhere else. */
export const apiUrlSchema = z
  .string()
  .trim()
  .max(500)
  .regex(/^(https:\/\/[^\s@/?#]+|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?)(\/[^\s?#]*)?$/i);

/** Another way to the computes than their own names: a proxy on this computer. */
export const dataPlaneSchema = z.strictObject({
  host: z.string().trim().min(1).max(255),
  port: z.int().min(1).max(65535),
  /** Absolute path of the PEM of its authority; null trusts the system's. */
  rootCertificateFile: z.string().min(1).max(4_000).nullable(),
});

/** What a person says of a connection to a project. */
const connectionFields = {
  name: z.string().trim().min(1).max(200),
  environment: z.enum(environments),
  database: z.string().min(1).max(63),
  user: z.string().min(1).max(63),
  /** Absolute path on the computer that runs Steward. */
  migrationsFolder: z.string().trim().min(1).max(4_000).nullable(),
};

/** Requests about accounts at Neon. A key goes in once and never comes back. */
export const accountsContract = {
  "accounts.list": declareRequest<readonly Account[]>()(z.strictObject({})),
  /** Asks Neon who the key is, then keeps it. `authenticationFailed` for a key that Neon does not accept. */
  "accounts.add": declareOperation<Account>()(
    z.strictObject({
      key: apiKeySchema,
      apiUrl: apiUrlSchema.nullable(),
      dataPlane: dataPlaneSchema.nullable(),
    }),
  ),
  /** The new key takes the old one's place when Neon accepts it, and it is of the same account. */
  "accounts.replaceKey": declareOperation<Account>()(z.strictObject({ accountId, key: apiKeySchema })),
  /** Forgets the key, and the connections to its projects. Nothing changes at Neon. */
  "accounts.remove": declareRequest<null>()(z.strictObject({ accountId })),
  "accounts.projects": declareRequest<AccountProjects>()(z.strictObject({ accountId })),
  "accounts.describeProject": declareRequest<AccountProjectDetails>()(z.strictObject({ accountId, neonId })),
  /** Makes a connection to the project's default branch. Nothing is connected to yet. */
  "accounts.connect": declareOperation<Connection>()(z.strictObject({ accountId, neonId, ...connectionFields })),
  /** Changes a connection to a project; its sessions end. `notFound` for any other connection. */
  "accounts.changeConnection": declareRequest<Connection>()(
    z.strictObject({ connectionId: z.string().min(1).max(100), ...connectionFields }),
  ),
};
