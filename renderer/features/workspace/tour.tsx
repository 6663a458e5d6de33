import { X } from "lucide-react";
import { type CSSProperties, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { listedCommand } from "../../../shared/commands/command-list.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useTopic } from "../../bridge/use-topic.ts";
import { useCommands } from "../../state/commands.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { Button, IconButton } from "../../ui/controls/button.tsx";
import "./tour.css";
import { type TourStep, tourSteps } from "./tour-steps.ts";
import { useTourProgress } from "./use-tour-progress.ts";

const cardWidth = 320;
const gap = 10;

/** Six steps through the main job. It can be put away at any step and taken up again there. */
export function Tour() {
  const [progress, keep] = useTourProgress();
  const asked = useRequest("workspace.progress", {});
  const [isReady, setIsReady] = useState(false);
  useTopic("workspace.progress", ({ state }) => setIsReady(state === "usable" || state === "complete"));
  const { showSection } = useWorkspace.getState();
  const state = asked.data?.state;
  const canStart = isReady || state === "usable" || state === "complete";
  useCommands([
    {
      ...listedCommand("tour.start"),
      run: () =>
        progress && keep({ step: progress.step === tourSteps.length - 1 ? 0 : progress.step, isDismissed: false }),
    },
  ]);
  const step = progress && !progress.isDismissed && canStart ? tourSteps[progress.step] : undefined;
  if (!progress || !step) return null;
  const goTo = (index: number) => {
    const next = tourSteps[index];
    if (!next) return keep({ ...progress, isDismissed: true });
    if (next.section) showSection(next.section);
    keep({ step: index, isDismissed: false });
  };
  return createPortal(
    <TourCard
      step={step}
      index={progress.step}
      onBack={progress.step > 0 ? () => goTo(progress.step - 1) : null}
      onNext={() => goTo(progress.step + 1)}
      onDismiss={() => keep({ ...progress, isDismissed: true })}
    />,
    document.body,
  );
}

interface TourCardProps {
  readonly step: TourStep;
  readonly index: number;
  readonly onBack: (() => void) | null;
  readonly onNext: () => void;
  readonly onDismiss: () => void;
}

function TourCard({ step, index, onBack, onNext, onDismiss }: TourCardProps) {
  const target = useTargetBox(step.target);
  const isLast = index === tourSteps.length - 1;
  return (
    <>
      {target && (
        <div
          className="tour-mark"
          aria-hidden="true"
          style={{ left: target.left, top: target.top, width: target.width, height: target.height }}
        />
      )}
      <section
        className="tour-card"
        aria-label={`Tour, step ${index + 1} of ${tourSteps.length}`}
        style={placeBeside(target)}
      >
        <header className="tour-head">
          <span className="tour-count grow">
            Step {index + 1} of {tourSteps.length}
          </span>
          <IconButton label="Put the tour away" icon={X} isSmall onPress={onDismiss} />
        </header>
        <h2 className="tour-title">{step.title}</h2>
        <p className="tour-text">{step.text}</p>
        <footer className="tour-foot">
          <span className="grow tour-hint">Settings has it again</span>
          {onBack && <Button onPress={onBack}>Back</Button>}
          <Button variant="primary" onPress={isLast ? onDismiss : onNext}>
            {isLast ? "Done" : "Next"}
          </Button>
        </footer>
      </section>
    </>
  );
}

/** Where the control is on screen, also when the window changes. */
function useTargetBox(name: string): DOMRect | null {
  const [box, setBox] = useState<DOMRect | null>(null);
  useEffect(() => {
    const read = () => {
      const next = document.querySelector(`[data-tour="${CSS.escape(name)}"]`)?.getBoundingClientRect() ?? null;
      setBox((before) => (before && next && isSameBox(before, next) ? before : next));
    };
    read();
    const timer = setInterval(read, 300);
    return () => clearInterval(timer);
  }, [name]);
  return box;
}

function isSameBox(left: DOMRect, right: DOMRect): boolean {
  return (
    left.left === right.left && left.top === right.top && left.width === right.width && left.height === right.height
  );
}

/** Under a control of the title bar, at the right of one of the rail. */
function placeBeside(target: DOMRect | null): CSSProperties {
  if (!target) return { right: gap * 2, bottom: gap * 4 };
  const isNarrow = target.width < cardWidth / 2 && target.left < cardWidth / 2;
  if (isNarrow) return { left: target.right + gap, top: Math.max(gap, target.top - gap) };
  const left = Math.max(gap, Math.min(target.left, window.innerWidth - cardWidth - gap));
  return { left, top: target.bottom + gap };
}
