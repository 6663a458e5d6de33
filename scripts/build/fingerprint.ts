import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Stands for the state of files and folders: another one when any of them was changed, added or removed. */
export async function fingerprint(root: string, sources: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const source of sources) for (const file of await filesOf(join(root, source))) hash.update(await stateOf(file));
  return hash.digest("hex");
}

async function filesOf(path: string): Promise<readonly string[]> {
  if (!existsSync(path)) return [];
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.includes(".test."))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function stateOf(file: string): Promise<string> {
  const { size, mtimeMs } = await stat(file);
  return `${file}\n${size} ${mtimeMs}\n`;
}

/** What was built from which state of its sources. */
export class BuildMemory {
  private readonly file: string;
  private readonly known: Record<string, string>;

  private constructor(file: string, known: Record<string, string>) {
    this.file = file;
    this.known = known;
  }

  static async open(root: string): Promise<BuildMemory> {
    const file = join(root, ".cache", "build.json");
    if (!existsSync(file)) return new BuildMemory(file, {});
    return new BuildMemory(file, JSON.parse(await readFile(file, "utf8")));
  }

  isUpToDate(output: string, state: string): boolean {
    return this.known[output] === state;
  }

  async remember(output: string, state: string): Promise<void> {
    this.known[output] = state;
    await mkdir(dirname(this.file), { recursive: true });
    await writeFile(this.file, JSON.stringify(this.known, null, 2));
  }
}
