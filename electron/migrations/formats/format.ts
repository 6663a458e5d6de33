import type { MigrationFormatId } from "../../../shared/migrations/model.ts";
import type { FolderFiles } from "../files/folder-files.ts";
import type { NewFile } from "../files/write-files.ts";
import type { ToolHistory } from "../history/history.ts";
import type { FolderContent, MigrationFiles } from "../migration-files.ts";

/** A new migration as it was typed. */
export interface NewMigration {
  readonly name: string;
  readonly upSql: string;
  readonly downSql: string | null;
}

/** What speaks for a format. `isDecisive`: a file that only this tool writes. */
export interface FormatSign {
  readonly isDecisive: boolean;
  readonly reason: string;
}

/** What is to be written for a new migration, and the id that it will have. */
export interface PlannedMigration {
  readonly id: string;
  readonly files: readonly NewFile[];
}

/** A tool's folder of migrations and its table: one for each tool, listed in the registry. */
export interface MigrationFormat {
  readonly id: MigrationFormatId;
  /** Null when nothing in the folder looks like it. */
  recognise(folder: FolderFiles): Promise<FormatSign | null>;
  /** Rejects with `invalidInput` for what makes the whole folder unusable, and the errors of reading. */
  read(folder: FolderFiles): Promise<FolderContent>;
  /** `now` names migrations that are numbered by time. */
  plan(
    folder: FolderFiles,
    existing: readonly MigrationFiles[],
    migration: NewMigration,
    now: Date,
  ): Promise<PlannedMigration>;
  /** Null for a format without a tool. */
  readonly history: ToolHistory | null;
}
