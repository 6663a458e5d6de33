import { useEffect, useState } from "react";
import type { Progress } from "../../../../shared/ipc/declare.ts";
import { formatBytes, formatCount, formatMs, formatShortCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ProgressBar } from "../../../ui/feedback/progress.tsx";
import "./transfer-progress.css";

/** How far an export or import is: rows, bytes, time and rate. */
export function TransferProgress({ title, progress }: { readonly title: string; readonly progress: Progress | null }) {
  const elapsedMs = useElapsedMs();
  const rows = progress?.done ?? 0;
  const figures = [
    `${formatCount(rows)} rows`,
    ...(progress?.bytes ? [formatBytes(progress.bytes)] : []),
    formatMs(elapsedMs),
    ...(elapsedMs > 500 && rows > 0 ? [`${formatShortCount((rows / elapsedMs) * 1000)} rows/s`] : []),
  ];
  return (
    <div className="transfer-progress" role="status">
      <p className="transfer-progress-title cut">
        {title} {progress && <span className="muted">{visibleName(progress.step)}</span>}
      </p>
      <ProgressBar label={title} done={progress?.done} total={progress?.total} />
      <p className="transfer-progress-figures">{figures.join(" · ")}</p>
    </div>
  );
}

function useElapsedMs(): number {
  const [startedAt] = useState(() => performance.now());
  const [now, setNow] = useState(startedAt);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 200);
    return () => clearInterval(timer);
  }, []);
  return now - startedAt;
}
