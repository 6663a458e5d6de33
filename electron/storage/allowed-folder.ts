import { realpath } from "node:fs/promises";
import { isAbsolute, relative, sep } from "node:path";
import { AppError } from "../../shared/ipc/app-error.ts";
import { toFileError } from "./atomic-file.ts";

/**
 * The real folder of a path, which a page may name but not choose freely: never a hidden one (keys and settings live
 * there) and never the app's own. Rejects with `refused`, `fileSystem`.
 */
export async function allowFolder(path: string, ownFolder: string): Promise<string> {
  if (!isAbsolute(path) || path.includes("\0")) throw refused(path, "It is no whole path.");
  let real: string;
  try {
    real = await realpath(path);
  } catch (error) {
    throw toFileError(error, path);
  }
  if (real.split(sep).some((part) => part.startsWith("."))) throw refused(path, "Hidden folders are left alone.");
  const own = await realpath(ownFolder).catch(() => ownFolder); // not made yet: then nothing is in it
  const inside = relative(own, real);
  if (inside === "" || (!inside.startsWith("..") && !isAbsolute(inside)))
    throw refused(path, "That is where Steward keeps its own files.");
  return real;
}

function refused(path: string, why: string): AppError {
  return new AppError("refused", `${path} is not used. ${why}`, { hint: "Choose another file or folder." });
}
