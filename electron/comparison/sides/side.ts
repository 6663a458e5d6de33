import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { PrismaFile } from "../prisma/models-to-sql.ts";

/** One script of a side that is made of scripts, and where it comes from. */
export interface SideScript {
  readonly name: string;
  readonly sql: string;
}

/**
 * What can be compared: a database, a schema that was read before (packed), scripts that make one in an empty
 * database, or the models of a Prisma schema, whose SQL does.
 */
export type Side =
  | { readonly kind: "database"; readonly ref: DatabaseRef }
  | { readonly kind: "reading"; readonly packed: Uint8Array }
  | { readonly kind: "scripts"; readonly scripts: readonly SideScript[] }
  | { readonly kind: "models"; readonly files: readonly PrismaFile[] };
