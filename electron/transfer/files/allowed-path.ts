import { basename, dirname, join } from "node:path";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { isTransferFile, transferExtensions } from "../../../shared/transfer/files-model.ts";
import { allowFolder } from "../../storage/allowed-folder.ts";

/** A file that may be written or read, by its real folder and its extension. Rejects with `refused`, `fileSystem`. */
export async function allowFile(path: string, ownFolder: string): Promise<string> {
  const name = basename(path);
  if (name.startsWith(".") || !isTransferFile(name))
    throw refused(
      path,
      `Its name has to end in ${transferExtensions.map((each) => `.${each}`).join(", ")} or one of them and .gz.`,
    );
  return join(await allowFolder(dirname(path), ownFolder), name);
}

function refused(path: string, why: string): AppError {
  return new AppError("refused", `${path} is not used for rows. ${why}`, { hint: "Choose another file or folder." });
}
