import { z } from "zod";
import { channelBindings, passwordMethods, sshMethods } from "./model.ts";
import { timeoutBounds } from "./timeouts.ts";

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
