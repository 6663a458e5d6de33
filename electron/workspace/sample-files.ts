import { cp, mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SampleQuery } from "../../shared/workspace/contract.ts";

/** One transaction of the filling of a sample database. `batch` is the value of $1, null for a script without one. */
export interface SampleUnit {
  readonly step: string;
  readonly sql: string;
  readonly batch: number | null;
  /** Whether there is something to look at once this unit is done. */
  readonly makesUsable: boolean;
}

/** The units of a sample database in order: a script is one unit, or as many as its line `-- batches: N` says. */
export async function readSampleUnits(samplesFolder: string, database: string): Promise<readonly SampleUnit[]> {
  const scripts = await readScripts(join(samplesFolder, database, "steps"));
  return scripts.flatMap(({ name, text }): readonly SampleUnit[] => {
    const batches = Number(/^-- batches: (\d+)$/m.exec(text)?.[1] ?? 0);
    const step = name.replace(/^\d+_/, "").replaceAll("_", " ");
    const makesUsable = /^-- usable$/m.test(text);
    if (batches === 0) return [{ step, sql: text, batch: null, makesUsable }];
    return Array.from({ length: batches }, (_, index) => ({ step, sql: text, batch: index + 1, makesUsable }));
  });
}

/** The queries of a sample database: a title, a note and the statement, from the comments at the top of each file. */
export async function readSampleQueries(samplesFolder: string, database: string): Promise<readonly SampleQuery[]> {
  return (await readScripts(join(samplesFolder, database, "queries"))).map(({ name, text }) => {
    const lines = text.split("\n");
    const first = lines.findIndex((line) => !line.startsWith("--"));
    const [title, ...note] = lines.slice(0, Math.max(0, first)).map((line) => line.replace(/^--\s*/, ""));
    return { title: title ?? name, note: note.join(" "), sql: lines.slice(first).join("\n").trim() };
  });
}

/** The script that makes the temporary functions which the others use. */
export function readSampleFunctions(samplesFolder: string): Promise<string> {
  return readFile(join(samplesFolder, "random.sql"), "utf8");
}

/**
 * Copies the pending migrations of a sample database to where the user may change and add some. What is there already
 * stays. Null when the sample has none.
 */
export async function provideSampleMigrations(
  samplesFolder: string,
  database: string,
  targetFolder: string,
): Promise<string | null> {
  const source = join(samplesFolder, database, "migrations");
  if (!(await isFolder(source))) return null;
  if (await isFolder(targetFolder)) return targetFolder;
  await mkdir(dirname(targetFolder), { recursive: true });
  const partial = `${targetFolder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await cp(source, partial, { recursive: true });
  await rename(partial, targetFolder);
  return targetFolder;
}

async function readScripts(folder: string): Promise<readonly { readonly name: string; readonly text: string }[]> {
  if (!(await isFolder(folder))) return [];
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return await Promise.all(
    names.map(async (name) => ({
      name: name.slice(0, -".sql".length),
      text: await readFile(join(folder, name), "utf8"),
    })),
  );
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false; // whatever the reason, there is nothing to read there
  }
}
