import { type BrowserWindow, dialog } from "electron";
import type { FileQuestion } from "../../../shared/transfer/files-model.ts";
import { openOptions, saveOptions } from "./dialog-options.ts";

/** Asks in the operating system's own dialog, in front of `window`. Gives the path, or null when it was put away. */
export async function chooseFile(question: FileQuestion, window: BrowserWindow | undefined): Promise<string | null> {
  if (question.purpose === "save") {
    const options = saveOptions(question);
    const { canceled, filePath } = await (window
      ? dialog.showSaveDialog(window, options)
      : dialog.showSaveDialog(options));
    return canceled || filePath === "" ? null : filePath;
  }
  const options = openOptions(question);
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return canceled ? null : (filePaths[0] ?? null);
}
