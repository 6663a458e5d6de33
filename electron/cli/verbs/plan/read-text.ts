import { readFile } from "node:fs/promises";
import { toFileError } from "../../../storage/atomic-file.ts";

/** The text of a file, or of standard input for `-`. Rejects with `fileSystem`. */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file === "-" ? "/dev/stdin" : file, "utf8");
  } catch (error) {
    throw toFileError(error, file);
  }
}
