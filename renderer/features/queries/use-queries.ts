import { useCallback, useEffect, useMemo, useRef } from "react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { QueryInterval } from "../../../shared/queries/contract.ts";
import type { SnapshotHead } from "../../../shared/queries/model.ts";
import { type LookingRule, lookingRule, mayLookOnOpening } from "../../bridge/branches/looking-rule.ts";
import { useBranchOf } from "../../bridge/branches/use-branch-of.ts";
import { useOnScreen } from "../../bridge/branches/use-on-screen.ts";
import { type Operation, useOperation } from "../../bridge/use-operation.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useIsVisible } from "../../ui/frame/slots.tsx";
import { useSettled } from "../../ui/use-settled.ts";
import { useQueriesView } from "./queries-view.ts";
import { defaultStart } from "./rules/default-start.ts";

/** While the page is shown on a server that does not sleep, a snapshot is taken this often. */
const takeEveryMs = 5 * 60_000;

/** Kept snapshots of a branch, newest first. */
export function useSnapshots(ref: DatabaseRef) {
  return useRequest("queries.snapshots", { ref });
}

/** What the interval of the view leads to: the snapshots that it names, as far as they are kept. */
export function useChosenInterval(snapshots: readonly SnapshotHead[] | undefined) {
  const { from, to } = useQueriesView();
  return useMemo(() => {
    const last = snapshots?.find(({ id }) => id === to) ?? snapshots?.[0];
    if (!snapshots || !last) return null;
    const older = snapshots.slice(snapshots.indexOf(last) + 1);
    const first = from === undefined ? defaultStart(older, last) : older.find(({ id }) => id === from);
    return { from: first?.id ?? null, to: last };
  }, [snapshots, from, to]);
}

/** The statements of the chosen interval; undefined as long as there is none. */
export function useInterval(ref: DatabaseRef, snapshots: readonly SnapshotHead[] | undefined) {
  const { text, database, user } = useQueriesView();
  const chosen = useChosenInterval(snapshots);
  const settled = useSettled(text, 250);
  const input = {
    ref,
    from: chosen?.from ?? null,
    to: chosen?.to.id ?? "none",
    database: database === "" ? null : (database ?? chosen?.to.database ?? null),
    user,
    text: settled,
  };
  const answer = useRequest("queries.interval", input, { enabled: chosen !== null, staleMs: 600_000 });
  // While another interval is read, the one before stays on screen.
  const before = useRef<QueryInterval | undefined>(undefined);
  if (answer.data) before.current = answer.data;
  return { answer, interval: answer.data ?? (answer.error || chosen === null ? undefined : before.current), input };
}

/** How snapshots of a database are taken: by hand, on opening, and again and again where nothing is kept awake by it. */
export interface Taking {
  readonly rule: LookingRule;
  readonly operation: Operation<"queries.take">;
  readonly take: () => void;
}

/** Takes a snapshot on opening where that wakes nothing, and every five minutes while the page is shown on a server that does not sleep. */
export function useTaking(ref: DatabaseRef): Taking {
  const place = useBranchOf(ref);
  const rule = useMemo(() => lookingRule(place === undefined ? undefined : (place?.branch ?? null)), [place]);
  const operation = useOperation("queries.take", { invalidates: ["queries.snapshots"] });
  const isOnScreen = useOnScreen(useIsVisible());
  const { start } = operation;
  const take = useCallback(() => start({ ref }), [start, ref]);
  const key = JSON.stringify(ref);
  const mayRepeat = rule.kind === "always";
  const mayOpen = mayLookOnOpening(rule);
  useEffect(() => {
    if (!isOnScreen || !mayOpen) return;
    const takeWhenDue = () => {
      const { takenAtMs, change } = useQueriesView.getState();
      if (Date.now() - (takenAtMs[key] ?? 0) < takeEveryMs) return;
      change({ takenAtMs: { ...takenAtMs, [key]: Date.now() } });
      take();
    };
    takeWhenDue();
    if (!mayRepeat) return;
    const timer = setInterval(takeWhenDue, takeEveryMs / 10);
    return () => clearInterval(timer);
  }, [isOnScreen, mayOpen, mayRepeat, take, key]);
  return { rule, operation, take };
}
