import { z } from "zod";
import { databaseRefSchema } from "../databases/model.ts";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import type { SchemaCheckReport } from "./model.ts";

const code = z.string().min(1).max(100);
const subject = z.string().min(1).max(4000);
const reason = z.string().trim().min(3, "Say why in a few words.").max(2000);

/** A list of exceptions as a file holds it: `[{ code, subject, reason, at }]`. */
export const schemaExceptionsSchema = z.array(
  z.strictObject({ code, subject, reason, at: z.string().max(40).default("") }),
);

/** How documents of a schema can be had. */
export const schemaDocsFormats = ["html", "markdown", "svg"] as const;

/** One of the formats above. */
export type SchemaDocsFormat = (typeof schemaDocsFormats)[number];

/** A document about a schema: always the same bytes for the same schema. */
export interface SchemaDocs {
  readonly text: string;
  readonly tables: number;
}

/** Requests about the rules that a schema keeps, and about documents of it. They change nothing in the database. */
export const schemaCheckContract = {
  /** All rules on all tables outside the system schemas. Reads a small sample of JSON columns. */
  "schemaCheck.run": declareOperation<SchemaCheckReport>()(z.strictObject({ ref: databaseRefSchema })),
  /** Accepts a finding as it is, for every branch of the connection. Rejects with `fileSystem`. */
  "schemaCheck.except": declareRequest<void>()(z.strictObject({ ref: databaseRefSchema, code, subject, reason })),
  /** Takes an exception back. Rejects with `notFound`. */
  "schemaCheck.takeBack": declareRequest<void>()(z.strictObject({ ref: databaseRefSchema, code, subject })),
  /** Tables, views, types and functions with comments, keys, indexes and grants. Without `schemas` all of the user's. */
  "schemaCheck.docs": declareOperation<SchemaDocs>()(
    z.strictObject({
      ref: databaseRefSchema,
      format: z.enum(schemaDocsFormats),
      schemas: z.array(z.string().min(1).max(1000)).max(200).optional(),
    }),
  ),
};
