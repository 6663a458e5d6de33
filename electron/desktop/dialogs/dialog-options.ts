import { join } from "node:path";
import type { OpenDialogOptions, SaveDialogOptions } from "electron";
import { type FileQuestion, transferExtensions } from "../../../shared/transfer/files-model.ts";

/** Files that Steward touches; it refuses others, whatever a dialog lets choose. */
const filters = [{ name: "Files of rows", extensions: [...transferExtensions, "gz"] }];

/** How the dialog that opens a file or a folder is asked for. */
export function openOptions({ purpose, folder }: FileQuestion): OpenDialogOptions {
  const place = folder === null ? {} : { defaultPath: folder };
  return purpose === "folder"
    ? { ...place, title: "Folder for the files", properties: ["openDirectory", "createDirectory"] }
    : { ...place, title: "File to import", properties: ["openFile"], filters };
}

/** How the dialog that names a new file is asked for. Steward itself asks before it replaces one. */
export function saveOptions({ folder, name }: FileQuestion): SaveDialogOptions {
  const path = folder === null ? name : join(folder, name ?? "");
  return {
    ...(path === null ? {} : { defaultPath: path }),
    title: "Export as",
    buttonLabel: "Choose",
    properties: ["createDirectory"],
    filters,
  };
}
