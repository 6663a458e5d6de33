import { Upload } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { AppError } from "../../../../shared/ipc/app-error.ts";
import { transferExtensions } from "../../../../shared/transfer/files-model.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { formatBytes } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import "./upload-file.css";

type State =
  | { readonly kind: "idle" }
  | { readonly kind: "sending"; readonly file: File; readonly abort: AbortController }
  | { readonly kind: "failed"; readonly error: AppError };

const accepted = [...transferExtensions.map((extension) => `.${extension}`), ".gz"].join(",");

/** Sends a file from the browser's computer, where that is not the one that Steward runs on. Shown in a browser only. */
export function UploadFile({ onUploaded }: { readonly onUploaded: (path: string) => void }) {
  const { files } = useBridge();
  const field = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<State>({ kind: "idle" });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  if (!files) return null;
  const send = (file: File) => {
    const abort = new AbortController();
    running.current = abort;
    setState({ kind: "sending", file, abort });
    files
      .upload(file, abort.signal)
      .then((path) => {
        setState({ kind: "idle" });
        onUploaded(path);
      })
      .catch((error: unknown) => setState({ kind: "failed", error: asAppError(error) }));
  };
  return (
    <div className="upload-file">
      <input
        ref={field}
        type="file"
        accept={accepted}
        hidden
        aria-label="File of this browser's computer"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = ""; // the same file can be chosen again
          if (file) send(file);
        }}
      />
      {state.kind === "sending" ? (
        <p className="upload-file-sending" role="status">
          <span className="grow cut">
            Sending {visibleName(state.file.name)}, {formatBytes(state.file.size)}
          </span>
          <Button isSmall onPress={() => state.abort.abort()}>
            Cancel
          </Button>
        </p>
      ) : (
        <Button isSmall icon={Upload} onPress={() => field.current?.click()}>
          Upload from this browser's computer
        </Button>
      )}
      <ErrorPanel error={state.kind === "failed" ? state.error : null} isCompact />
    </div>
  );
}
