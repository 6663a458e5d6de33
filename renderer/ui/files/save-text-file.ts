import { saveFile } from "./save-file.ts";

/** Offers a text as a file by the browser's own download; on the desktop the system asks where to. */
export function saveTextFile(name: string, text: string, type = "application/json"): void {
  saveFile(name, new Blob([text], { type }));
}
