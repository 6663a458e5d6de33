import { useVirtualizer } from "@tanstack/react-virtual";
import { CircleAlert, LoaderCircle, Pin } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { formatAmount, formatCount, formatMs, formatShortCount } from "../../../ui/display/format.ts";
import { useTokenPixels } from "../../../ui/use-token-pixels.ts";
import { type QueryRun, type RunPart, useQueryRuns } from "../running/query-runs.ts";
import { firstWords } from "./first-words.ts";

interface PartStripProps {
  readonly tabId: string;
  readonly run: QueryRun;
}

/** The results of a run, one tab for each statement; pinned ones of earlier runs stand first. */
export function PartStrip({ tabId, run }: PartStripProps) {
  const { parts, activePart } = run;
  const list = useRef<HTMLDivElement>(null);
  const width = useTokenPixels(list, "--sidebar", 220);
  const active = parts.findIndex(({ part }) => part === activePart);
  const tabs = useVirtualizer({
    horizontal: true,
    count: parts.length,
    getScrollElement: () => list.current,
    estimateSize: () => width,
    overscan: 4,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer is another object each time.
  useEffect(() => {
    if (active >= 0) tabs.scrollToIndex(active);
  }, [active]);
  const show = (index: number) => {
    const next = parts[index];
    if (!next) return;
    useQueryRuns.getState().update(tabId, { activePart: next.part });
    tabs.scrollToIndex(index);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("[aria-selected=true]")?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = { ArrowLeft: active - 1, ArrowRight: active + 1, Home: 0 };
    const next = event.key === "End" ? parts.length - 1 : steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    show(Math.max(0, Math.min(parts.length - 1, next)));
  };
  return (
    <div className="part-strip">
      <div ref={list} className="part-strip-list">
        <div
          role="tablist"
          aria-label="Statements"
          className="part-strip-tabs"
          style={{ width: tabs.getTotalSize() }}
          onKeyDown={onKeyDown}
        >
          {tabs.getVirtualItems().map(({ index, start, size }) => {
            const part = parts[index];
            return (
              part && (
                <PartTab
                  key={part.part}
                  part={part}
                  place={{ left: start, width: size, setSize: parts.length, position: index + 1 }}
                  isSelected={index === active}
                  isPinned={run.pinned.includes(part.part)}
                  onSelect={() => useQueryRuns.getState().update(tabId, { activePart: part.part })}
                />
              )
            );
          })}
        </div>
      </div>
      <Tally run={run} />
    </div>
  );
}

interface PartTabProps {
  readonly part: RunPart;
  readonly place: {
    readonly left: number;
    readonly width: number;
    readonly setSize: number;
    readonly position: number;
  };
  readonly isSelected: boolean;
  readonly isPinned: boolean;
  readonly onSelect: () => void;
}

function PartTab({ part, place, isSelected, isPinned, onSelect }: PartTabProps) {
  const { number, sql, end, error, source } = part;
  return (
    <button
      type="button"
      role="tab"
      className={`part-strip-item${error ? " part-strip-failed" : ""}`}
      style={{ left: place.left, width: place.width }}
      aria-selected={isSelected}
      aria-setsize={place.setSize}
      aria-posinset={place.position}
      tabIndex={isSelected ? 0 : -1}
      title={`${sql.slice(0, 1_000)}${end ? `\n\n${end.command} in ${formatMs(end.durationMs)}` : ""}`}
      onClick={onSelect}
    >
      {isPinned ? (
        <Pin aria-label="Pinned" className="part-strip-icon" />
      ) : (
        <span className="part-strip-number">{number}</span>
      )}
      <span className="grow cut">{firstWords(sql)}</span>
      {error ? (
        <CircleAlert aria-label={error.code === "cancelled" ? "Cancelled" : "Failed"} className="part-strip-icon" />
      ) : end ? (
        <span className="part-strip-figure">
          {source ? `${formatShortCount(end.rows)} · ` : ""}
          {formatMs(end.durationMs)}
        </span>
      ) : (
        <LoaderCircle aria-label="Running" className="part-strip-icon" />
      )}
    </button>
  );
}

/** How the statements of the last run stand, in words. */
function Tally({ run }: { readonly run: QueryRun }) {
  const own = run.parts.filter(({ part }) => part >= run.firstPart);
  if (own.length < 2) return null;
  const done = own.filter(({ end }) => end !== null).length;
  const failed = own.filter(({ error }) => error !== null).length;
  const notSent = run.outcome?.notSent ?? 0;
  const words = [
    `${formatCount(done)} done`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(notSent > 0 ? [`${formatCount(notSent)} not sent`] : []),
  ];
  return (
    <span className="part-strip-tally" title={formatAmount(own.length + notSent, "statement")}>
      {words.join(", ")}
    </span>
  );
}
