import { Pause, Play, Radio, RotateCw } from "lucide-react";
import { useEffect, useState } from "react";
import { type BranchPrices, defaultBranchPrices, isBilled } from "../../../../shared/branches/prices.ts";
import { countdown, type LookingRule, liveCost, liveMinutes } from "../../../bridge/branches/looking-rule.ts";
import type { BranchInProject } from "../../../bridge/branches/use-branch-of.ts";
import { useWorkspace } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { MenuButton } from "../../../ui/controls/menu.tsx";
import type { Looks } from "./use-looks.ts";

interface LiveControlProps {
  readonly rule: LookingRule;
  readonly place: BranchInProject | null;
  readonly looks: Looks;
}

/** How the monitor goes on: by itself, or, on a compute that sleeps, for the minutes that a person asks for. */
export function LiveControl({ rule, place, looks }: LiveControlProps) {
  const prices = useLivePrices(place);
  if (rule.kind === "unknown") return null;
  if (rule.kind === "always")
    return looks.isLive ? (
      <Button icon={Pause} onPress={looks.stop}>
        Pause
      </Button>
    ) : (
      <>
        <LookButton looks={looks} />
        <Button icon={Play} onPress={() => looks.goLive(null)}>
          Live
        </Button>
      </>
    );
  if (looks.isLive)
    return (
      <>
        <Countdown looks={looks} branchName={rule.branchName} prices={prices} />
        <Button icon={Pause} onPress={looks.stop}>
          Stop
        </Button>
      </>
    );
  return (
    <>
      <LookButton looks={looks} label={rule.isAsleep ? "Wake and look once" : "Look once"} />
      <MenuButton
        label="Live"
        icon={Radio}
        variant="secondary"
        items={liveMinutes.map((minutes) => {
          const cost = liveCost(minutes, prices);
          return {
            id: String(minutes),
            label: `Live for ${minutes} minutes${cost === null ? "" : ` (${cost})`}`,
            onAction: () => looks.goLive(minutes),
          };
        })}
      />
    </>
  );
}

function LookButton({ looks, label = "Look again" }: { readonly looks: Looks; readonly label?: string }) {
  return (
    <Button icon={RotateCw} isDisabled={looks.isLooking} onPress={looks.look}>
      {label}
    </Button>
  );
}

interface CountdownProps {
  readonly looks: Looks;
  readonly branchName: string;
  readonly prices: BranchPrices | null;
}

function Countdown({ looks, branchName, prices }: CountdownProps) {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const leftMs = (looks.liveUntilMs ?? nowMs) - nowMs;
  const cost = liveCost(leftMs / 60_000, prices);
  return (
    <span className="monitor-countdown">
      <Radio aria-hidden className="monitor-countdown-icon" />
      Keeps {branchName} awake for{" "}
      <b role="timer" aria-label={`Live mode, ${countdown(leftMs)} left`}>
        {countdown(leftMs)}
      </b>
      {cost !== null && ` · ${cost}`}
    </span>
  );
}

/** The prices to reckon with; null where compute is not billed. */
function useLivePrices(place: BranchInProject | null): BranchPrices | null {
  const kept = useWorkspace((workspace) => workspace.branchPrices);
  if (!place?.project || !isBilled(place.project.capabilities)) return null;
  return kept ?? defaultBranchPrices;
}
