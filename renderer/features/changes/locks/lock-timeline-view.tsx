import { type LockClass, lockClasses, lockClassLabels, lockModeText } from "../../../../shared/changes/lock-class.ts";
import { formatMs } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { type LockBar, type LockLane, type LockTimeline, type LockWait, shortestDrawn } from "./lock-timeline.ts";
import "./lock-timeline.css";

/** Which relation was locked how strongly and when, over the run of the up script. */
export function LockTimelineView({ timeline }: { readonly timeline: LockTimeline }) {
  const { lanes, totalMs } = timeline;
  if (lanes.length === 0)
    return <p className="muted">No lock beyond plain reading was held on a relation that existed before.</p>;
  const used = new Set(lanes.flatMap((lane) => lane.bars.map((bar) => bar.lockClass)));
  return (
    <figure className="lock-timeline">
      <div className="lock-marks" aria-hidden="true">
        {timeline.marks.map((mark) => (
          <span
            key={mark.startMs}
            data-side={mark.startMs > totalMs * 0.85 ? "left" : "right"}
            style={{ left: share(mark.startMs, totalMs) }}
          >
            {mark.label}
          </span>
        ))}
      </div>
      <ul className="lock-lanes" aria-label="Locks by relation">
        {timeline.waits.length > 0 && <Waits waits={timeline.waits} totalMs={totalMs} />}
        {lanes.map((lane) => (
          <Lane key={lane.relation} lane={lane} timeline={timeline} />
        ))}
      </ul>
      <div className="lock-axis" aria-hidden="true">
        {timeline.ticksMs.map((tick) => (
          <span key={tick} style={{ left: share(tick, totalMs) }}>
            {tick === 0 ? "0" : formatMs(tick).replace(".0 ms", " ms")}
          </span>
        ))}
      </div>
      <figcaption className="lock-legend">
        {lockClasses.map((lockClass) => (
          <span key={lockClass}>
            <i className={`lock-swatch lock-${lockClass}`} aria-hidden="true" />
            {lockClassLabels[lockClass]}
            {!used.has(lockClass) && ": none"}
          </span>
        ))}
        {timeline.waits.length > 0 && (
          <span>
            <i className="lock-swatch lock-wait" aria-hidden="true" />
            waits for somebody else
          </span>
        )}
      </figcaption>
    </figure>
  );
}

/** Times in which the script stood still because another session held what it needed. */
function Waits({ waits, totalMs }: { readonly waits: readonly LockWait[]; readonly totalMs: number }) {
  return (
    <li>
      <span className="lock-relation cut">waiting</span>
      <div className="lock-track">
        {waits.map((wait) => (
          <b
            key={`${wait.event} ${wait.startMs}`}
            className="lock-bar lock-wait"
            title={waitText(wait)}
            style={{ left: share(wait.startMs, totalMs), width: share(wait.endMs - wait.startMs, totalMs) }}
          />
        ))}
      </div>
      <span className="visually-hidden">{waits.map(waitText).join("; ")}</span>
    </li>
  );
}

function waitText({ event, startMs, endMs, blockedBy }: LockWait): string {
  const by = blockedBy.length === 0 ? "" : `, held by ${blockedBy.map(visibleName).join(", ")}`;
  return `waits for ${event.replace("Lock: ", "")} for at most ${formatMs(endMs - startMs)}${by}`;
}

function Lane({ lane, timeline }: { readonly lane: LockLane; readonly timeline: LockTimeline }) {
  const name = lane.relation.replace(/^public\./, "");
  return (
    <li>
      <code className="lock-relation cut" title={visibleName(lane.relation)}>
        {visibleName(name)}
      </code>
      <div className="lock-track">
        {timeline.ticksMs.slice(1, -1).map((tick) => (
          <span key={tick} className="lock-tick" aria-hidden="true" style={{ left: share(tick, timeline.totalMs) }} />
        ))}
        {lane.bars.map((bar) => (
          <Bar key={bar.startMs} bar={bar} totalMs={timeline.totalMs} />
        ))}
      </div>
      <span className="visually-hidden">{lane.bars.map(barText).join("; ")}</span>
    </li>
  );
}

function Bar({ bar, totalMs }: { readonly bar: LockBar; readonly totalMs: number }) {
  const lastMs = bar.endMs - bar.startMs;
  const isShort = totalMs <= 0 || lastMs / totalMs < shortestDrawn;
  const left = totalMs <= 0 ? 0 : bar.startMs / totalMs;
  const labelsLeft = left > 0.5;
  return (
    <>
      <b
        className={`lock-bar lock-${bar.lockClass}${isShort ? " lock-bar-short" : ""}`}
        title={barText(bar)}
        style={{ left: share(bar.startMs, totalMs), width: isShort ? undefined : share(lastMs, totalMs) }}
      />
      {isShort && isWorthLabel(bar.lockClass) && (
        <em
          className="lock-label"
          style={labelsLeft ? { right: `${(1 - left) * 100}%` } : { left: share(bar.startMs, totalMs) }}
          data-side={labelsLeft ? "left" : "right"}
        >
          {formatMs(lastMs)}
        </em>
      )}
    </>
  );
}

/** Short harmless locks are drawn without words, so that the ones that matter can be read. */
function isWorthLabel(lockClass: LockClass): boolean {
  return lockClass === "writes" || lockClass === "reads";
}

function barText(bar: LockBar): string {
  return `${bar.modes.map(lockModeText).join(", ")} for ${formatMs(bar.endMs - bar.startMs)}, ${lockClassLabels[bar.lockClass]}`;
}

function share(ms: number, totalMs: number): string {
  return totalMs <= 0 ? "0%" : `${(ms / totalMs) * 100}%`;
}
