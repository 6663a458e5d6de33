import { readFile } from "node:fs/promises";
import { toFileError } from "../../../storage/atomic-file.ts";

/** The text of a file, or of standard input for `-`; PowerShell writes UTF-16. Rejects with `fileSystem`. */
export async function readText(file: string): Promise<string> {
  try {
    const bytes = await readFile(file === "-" ? "/dev/stdin" : file);
    return bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString("utf16le") : bytes.toString("utf8");
  } catch (error) {
    throw toFileError(error, file);
  }
}
