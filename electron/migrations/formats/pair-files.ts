import { AppError } from "../../../shared/ipc/app-error.ts";
import type { FolderFiles } from "../files/folder-files.ts";
import { type MigrationFiles, plainMigration } from "../migration-files.ts";

/** An up or down file of a pair, by its name. */
export interface PairFile {
  readonly id: string;
  readonly order: number;
  readonly version: string;
  readonly name: string;
  readonly direction: "up" | "down";
}

/** Reads `x.up.sql` and `x.down.sql` as one migration each, sorted by number. Rejects with `invalidInput` for a file there twice. */
export async function readPairs(
  folder: FolderFiles,
  parse: (fileName: string) => PairFile | null,
): Promise<readonly MigrationFiles[]> {
  const found = new Map<string, MigrationFiles & { readonly directions: ReadonlySet<string> }>();
  for (const fileName of folder.names) {
    const parsed = parse(fileName);
    if (!parsed) continue;
    const { id, order, version, name, direction } = parsed;
    const entry = found.get(id) ?? { ...plainMigration(id, order, version, name), directions: new Set<string>() };
    if (entry.directions.has(direction))
      throw new AppError("invalidInput", `${fileName} is there twice, in different case.`, {
        hint: "Keep one of them.",
      });
    const file = await folder.read(fileName);
    const read = "bytes" in file ? { [direction]: file.bytes } : { problem: entry.problem ?? file.problem };
    found.set(id, { ...entry, ...read, directions: new Set([...entry.directions, direction]) });
  }
  const counts = new Map<number, number>();
  for (const { order } of found.values()) counts.set(order, (counts.get(order) ?? 0) + 1);
  return [...found.values()]
    .map(({ directions, ...one }) => ({ ...one, problem: one.problem ?? problemOf(directions, one.order, counts) }))
    .sort((left, right) => left.order - right.order || (left.id < right.id ? -1 : 1));
}

function problemOf(directions: ReadonlySet<string>, order: number, counts: ReadonlyMap<number, number>): string | null {
  if (!directions.has("up")) return "There is a down script but no up script.";
  const count = counts.get(order) ?? 1;
  return count > 1 ? `${count} migrations have the number ${order}; their order is not known.` : null;
}

/** The files of a new pair: the down script first, so that no reader sees an up script without its other half. */
export function pairOf(id: string, upSql: string, downSql: string | null) {
  const up = { name: `${id}.up.sql`, content: withLineEnd(upSql) };
  return downSql === null ? [up] : [{ name: `${id}.down.sql`, content: withLineEnd(downSql) }, up];
}

/** A script ends with a line end. */
export function withLineEnd(sql: string): string {
  return sql.endsWith("\n") ? sql : `${sql}\n`;
}
