import type { MigrationBytes } from "./script-bytes.ts";

/** A migration as its files are. `problem` says why it cannot be used although its files were read. */
export interface MigrationFiles extends MigrationBytes {
  readonly name: string;
  /** What stands before the name: the number or version as it is shown. */
  readonly version: string;
  readonly problem: string | null;
  /** How the tool's own table names it, and what it says of the bytes; null where the format has no tool. */
  readonly record: ToolRecord | null;
}

/** What the tool's own table holds of a migration. */
export interface ToolRecord {
  /** What identifies it there, as text. */
  readonly key: string;
  /** Checksum as the tool writes it; null where it keeps none. */
  readonly checksum: string | null;
  /** Other checksums that the tool takes for the same (other line ends). */
  readonly sameChecksums: readonly string[];
  /** Further columns that only this tool has. */
  readonly columns: Readonly<Record<string, string | null>>;
  /** It is run again whenever its bytes change. */
  readonly isRepeatable: boolean;
}

/** What reading a folder gives. */
export interface FolderContent {
  /** In the order in which the tool runs them. */
  readonly migrations: readonly MigrationFiles[];
  /** Sentences about files that look like migrations and are none. */
  readonly strays: readonly string[];
}

/** A migration without anything special about it. */
export function plainMigration(id: string, order: number, version: string, name: string): MigrationFiles {
  return { id, order, version, name, up: Buffer.alloc(0), down: null, problem: null, record: null };
}

/**
 * Marks what cannot be told apart where case does not count (Windows, macOS): there both names are one file, and one
 * of the two would be lost.
 */
export function markCaseCollisions(migrations: readonly MigrationFiles[]): readonly MigrationFiles[] {
  const counts = new Map<string, number>();
  const keyOf = ({ id }: MigrationFiles) => id.normalize("NFC").toLowerCase();
  for (const one of migrations) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return migrations.map((one) =>
    (counts.get(keyOf(one)) ?? 0) > 1 && one.problem === null
      ? {
          ...one,
          problem: "Another migration has the same name in different case: on many computers they are one file.",
        }
      : one,
  );
}
