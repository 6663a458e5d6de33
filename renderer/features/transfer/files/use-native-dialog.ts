import { useState } from "react";
import type { AppError } from "../../../../shared/ipc/app-error.ts";
import type { FileQuestion } from "../../../../shared/transfer/files-model.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { asAppError } from "../../../bridge/use-request.ts";

/** The file dialog of the operating system. Only the desktop host has one; a browser's would show the browser's own files. */
export function useNativeDialog(question: FileQuestion, onChosen: (path: string) => void) {
  const bridge = useBridge();
  const [error, setError] = useState<AppError | null>(null);
  const ask = () => {
    setError(null);
    bridge
      .request("transfer.chooseFile", question)
      .then((path) => path !== null && onChosen(path))
      .catch((failure: unknown) => setError(asAppError(failure)));
  };
  return { isThere: bridge.host === "desktop", ask, error };
}
