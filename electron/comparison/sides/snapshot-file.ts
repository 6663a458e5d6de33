import { z } from "zod";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { packReading, type SchemaReading, unpackReading } from "../schema/read-schema.ts";

const format = "steward schema snapshot";

const entrySchema = z.object({
  kind: z.string(),
  schema: z.string(),
  parent: z.string(),
  name: z.string(),
  identity: z.string(),
  argumentTypes: z.array(z.string()).nullable(),
  properties: z.array(z.tuple([z.string(), z.string()])),
});
const snapshotSchema = z.object({
  format: z.literal(format),
  formatVersion: z.literal(1),
  database: z.string(),
  version: z.string(),
  roles: z.array(z.string()),
  engine: z.object({
    snapshot: z.string(),
    version: z.string(),
    uncovered: z.array(z.object({ what: z.string(), reason: z.string() })),
  }),
  inventory: z.object({
    entries: z.array(entrySchema),
    unreadable: z.array(z.object({ kind: z.string(), reason: z.string() })),
  }),
});

/** A schema as the text of a file: JSON, the same text for the same schema, so that two of them can be told apart by `diff`. */
export async function snapshotText(packed: Uint8Array): Promise<string> {
  const { engine, inventory, version, database, roles } = await unpackReading(packed);
  const ordered = { format, formatVersion: 1, database, version, roles: [...roles].sort(), inventory, engine };
  return `${JSON.stringify(ordered, null, 1)}\n`;
}

/** The schema that such a text holds, packed. Throws `invalidInput` for what is no snapshot, or one of a later form. */
export async function readSnapshotText(text: string, name: string): Promise<Uint8Array> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw notOurs(name, "It is not JSON.");
  }
  const parsed = snapshotSchema.safeParse(json);
  if (!parsed.success) throw notOurs(name, z.prettifyError(parsed.error).split("\n").slice(0, 2).join(" "));
  const { database, version, roles, engine, inventory } = parsed.data;
  // The kinds are those of whoever wrote it; one that this version does not know differs from everything, and is told.
  return await packReading({ database, version, roles, engine, inventory } as SchemaReading);
}

function notOurs(name: string, reason: string): AppError {
  return new AppError("invalidInput", `${name} is no schema snapshot of Steward. ${reason}`, {
    hint: "Write one with: steward schema export --database-url-env VARIABLE --output FILE.",
  });
}
