import { useMemo, useState } from "react";
import type { RehearsalReport } from "../../../../../shared/changes/model.ts";
import { Segmented } from "../../../../ui/controls/segmented.tsx";
import { formatMs } from "../../../../ui/display/format.ts";
import { LockTable } from "../../locks/lock-table.tsx";
import { layoutLockTimeline, shortestDrawn } from "../../locks/lock-timeline.ts";
import { LockTimelineView } from "../../locks/lock-timeline-view.tsx";
import { ReportHead } from "./report-head.tsx";

const views = [
  { value: "picture", label: "Picture" },
  { value: "table", label: "Table" },
] as const;

/** The locks of the first up: as a picture over time, or as a table. */
export function HeldLocks({ report: { statements, observer } }: { readonly report: RehearsalReport }) {
  const [view, setView] = useState<"picture" | "table">("picture");
  const timeline = useMemo(() => layoutLockTimeline(statements), [statements]);
  const looked = observer ? `, looked at every ${observer.everyMsOutside} to ${observer.everyMs} ms` : "";
  return (
    <>
      <ReportHead title="Locks held" note={`by relation, over ${formatMs(timeline.totalMs)}${looked}`}>
        <Segmented label="Locks as" value={view} options={views} onChange={setView} />
      </ReportHead>
      {view === "picture" ? <LockTimelineView timeline={timeline} /> : <LockTable statements={statements} />}
      {view === "picture" && timeline.lanes.length > 0 && (
        <p className="rehearsal-note">
          Bars under {formatMs(timeline.totalMs * shortestDrawn)} are widened.
          {observer && ` Looking cost ${formatMs(observer.busyMs)} in ${observer.samples} looks, beside the script.`}
        </p>
      )}
    </>
  );
}
