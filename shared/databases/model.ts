import { z } from "zod";

/**
 * Which database a request is about: a saved connection and, where a control plane makes branches, the branch.
 * Without `branchId` the connection's own branch (or server) is meant.
 */
export const databaseRefSchema = z.strictObject({
  connectionId: z.string().min(1).max(100),
  branchId: z.string().min(1).max(100).optional(),
});

/** See `databaseRefSchema`. */
export type DatabaseRef = z.infer<typeof databaseRefSchema>;

/** A schema-qualified name as the catalog holds it: unquoted, case kept. */
export const objectNameSchema = z.strictObject({
  schema: z.string().min(1).max(1000),
  name: z.string().min(1).max(1000),
});

/** See `objectNameSchema`. */
export type ObjectName = z.infer<typeof objectNameSchema>;
