import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** One file of the suite: what is there, what is asked, and what must be advised. */
export interface AdviserCase {
  readonly name: string;
  readonly title: string;
  /** Any of these is right: `table: btree (a, b) include (c) where d`, several joined by ` + `, or `none code`. */
  readonly expected: readonly string[];
  /** The first major version that it holds for. */
  readonly since: number;
  /** Only a measurement can tell: without a branch the answer may be another. */
  readonly isMeasured: boolean;
  readonly setup: string;
  readonly query: string;
}

const folder = join(import.meta.dirname, "..", "cases");

/** All cases, by name: adding a case is adding a file. */
export async function readCases(): Promise<readonly AdviserCase[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql")).toSorted();
  return await Promise.all(files.map(readCase));
}

async function readCase(file: string): Promise<AdviserCase> {
  const text = await readFile(join(folder, file), "utf8");
  const [before = "", query = ""] = text.split("\n-- query\n");
  const header = (word: string) => new RegExp(`^-- ${word}: (.*)$`, "m").exec(before)?.[1];
  return {
    name: file.replace(/\.sql$/, ""),
    title: /^-- (.*)$/m.exec(before)?.[1] ?? file,
    expected: (header("expect") ?? "").split(" | "),
    since: Number(header("since") ?? 0),
    isMeasured: header("measured") === "only",
    setup: before,
    query: query.trim(),
  };
}
