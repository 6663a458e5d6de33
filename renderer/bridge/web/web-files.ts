import { AppError } from "../../../shared/ipc/app-error.ts";
import { filesPath } from "../../../shared/transfer/files-model.ts";

/** Files between the browser's computer and the host's, where these may be two. */
export interface BridgeFiles {
  /** Where a file of the host is downloaded from. */
  downloadUrl(path: string): string;
  /** Sends a file to the host; gives its path there. Rejects with `refused`, `connectionFailed`, `cancelled`. */
  upload(file: File, signal: AbortSignal): Promise<string>;
}

/** See `BridgeFiles`; by HTTP, beside the bridge's own line. */
export const webFiles: BridgeFiles = {
  downloadUrl: (path) => `${filesPath}?path=${encodeURIComponent(path)}`,
  upload: async (file, signal) => {
    let response: Response;
    try {
      response = await fetch(`${filesPath}?name=${encodeURIComponent(file.name)}`, {
        method: "PUT",
        body: file,
        signal,
      });
    } catch (error) {
      if (signal.aborted) throw new AppError("cancelled", "Cancelled.");
      const why = error instanceof Error ? error.message : String(error);
      throw new AppError("connectionFailed", `The file could not be sent: ${why}`, { hint: "Send it again." });
    }
    if (!response.ok) throw new AppError("refused", (await response.text()).trim());
    const { path } = (await response.json()) as { path: string }; // what the host answers
    return path;
  },
};
