/** The tools whose folders Steward reads and writes. `plain` has no tool: its record is Steward's ledger alone. */
export const migrationFormats = ["plain", "prisma", "drizzle", "dbmate", "flyway", "golangMigrate"] as const;

/** One of them. */
export type MigrationFormatId = (typeof migrationFormats)[number];

/** What a format is called in sentences. */
export const migrationFormatNames: Readonly<Record<MigrationFormatId, string>> = {
  plain: "Plain up/down",
  prisma: "Prisma",
  drizzle: "Drizzle",
  dbmate: "dbmate",
  flyway: "Flyway",
  golangMigrate: "golang-migrate",
};

/** Why a folder may be of a format. */
export interface FormatCandidate {
  readonly format: MigrationFormatId;
  readonly reason: string;
}

/**
 * How a folder's format was found. `chosen`: by a person, for this connection; `recognised`: by its files, or by the
 * table that a tool left in the database; `empty`: nothing in it yet. `ambiguous`: files of several formats, and a
 * person must choose; `unknown`: SQL files that fit none.
 */
export interface FormatRecognition {
  readonly kind: "chosen" | "recognised" | "empty" | "ambiguous" | "unknown";
  /** Null for `ambiguous` and `unknown`. */
  readonly format: MigrationFormatId | null;
  /** A sentence for people. */
  readonly reason: string;
  /** What else it could be. */
  readonly candidates: readonly FormatCandidate[];
}

/** What the tool's own table in the database says as a whole. */
export type ToolHistoryState =
  /** `plain` keeps none. */
  | { readonly state: "none" }
  /** The tool never ran here; Steward makes its table, as the tool would, with the first migration it applies. */
  | { readonly state: "absent"; readonly table: string }
  | { readonly state: "read"; readonly table: string; readonly entries: number }
  /** The states of the migrations are then not known. */
  | { readonly state: "unreadable"; readonly table: string; readonly message: string };

/** A statement by which Steward keeps the tool's table right; `values` are its parameters. */
export interface HistoryStatement {
  readonly sql: string;
  readonly values: readonly (string | null)[];
}

/** Tables that migration tools keep for themselves: no part of the schema that migrations make. */
export const historyTableNames: readonly string[] = [
  "_prisma_migrations",
  "__drizzle_migrations",
  "schema_migrations",
  "flyway_schema_history",
];
