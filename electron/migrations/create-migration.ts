import { randomBytes } from "node:crypto";
import { link, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../shared/ipc/app-error.ts";
import { nextMigrationId } from "../../shared/migrations/plain-names.ts";
import { readMigrationsFolder } from "./read-folder.ts";

/** A new migration as it was typed. */
export interface NewMigration {
  readonly name: string;
  readonly upSql: string;
  readonly downSql: string | null;
}

/**
 * Writes a new pair with the next number and gives its id. The down script appears first and each file as a whole, so
 * that a reader never sees an up script without its other half. Nothing that exists is overwritten.
 */
export async function createMigration(folder: string, { name, upSql, downSql }: NewMigration): Promise<string> {
  const existing = await readMigrationsFolder(folder);
  const id = nextMigrationId(
    existing.map((migration) => migration.id),
    name,
  );
  if (downSql !== null) await writeNewFile(join(folder, `${id}.down.sql`), withLineEnd(downSql));
  try {
    await writeNewFile(join(folder, `${id}.up.sql`), withLineEnd(upSql));
  } catch (error) {
    if (downSql !== null) await rm(join(folder, `${id}.down.sql`), { force: true });
    throw error;
  }
  return id;
}

function withLineEnd(sql: string): string {
  return sql.endsWith("\n") ? sql : `${sql}\n`;
}

/** Under a name of its own first, then linked: whole, and refused when the name is taken. */
async function writeNewFile(path: string, content: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = await open(temporary, "wx", 0o644);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(temporary, path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const isTaken = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw isTaken
      ? new AppError("conflict", `${path} was made by somebody else meanwhile.`, { hint: "Try again." })
      : new AppError("fileSystem", `${path} cannot be written: ${reason}`, { hint: "Check the migrations folder." });
  } finally {
    await rm(temporary, { force: true });
  }
}
