import { CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { CopyButton } from "../../../ui/display/copy-button.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import "./transfer-done.css";

interface TransferDoneProps {
  readonly label: string;
  /** Whether it ended before it should. */
  readonly isStopped?: boolean;
  readonly headline: string;
  readonly children: ReactNode;
}

/** How an export or import ended. */
export function TransferDone({ label, isStopped = false, headline, children }: TransferDoneProps) {
  const Icon = isStopped ? TriangleAlert : CircleCheck;
  return (
    <section className="transfer-done" aria-label={label}>
      <p className="transfer-done-head" role="status">
        <Icon aria-hidden className={isStopped ? "transfer-done-icon transfer-done-stopped" : "transfer-done-icon"} />
        {headline}
      </p>
      {children}
    </section>
  );
}

/** A file that was written, with its path to copy. */
export function TransferredFile({ path, size }: { readonly path: string; readonly size?: string }) {
  const { files } = useBridge();
  return (
    <div className="transfer-file">
      <span className="grow transfer-file-path">{visibleName(path)}</span>
      {size !== undefined && <span className="muted">{size}</span>}
      {files && (
        <a className="transfer-download" href={files.downloadUrl(path)} download>
          Download
        </a>
      )}
      <CopyButton text={path} label="Copy the path" />
    </div>
  );
}
