import { Lock, LockOpen, Play, Square } from "lucide-react";
import type { ComponentType } from "react";
import type { RunChoiceProps } from "../../state/plans/measuring.ts";
import type { QueryTab } from "../../state/workspace.ts";
import { Button } from "../../ui/controls/button.tsx";
import { MenuButton } from "../../ui/controls/menu.tsx";
import { environmentLabel } from "../../ui/display/environment-badge.tsx";
import { formatMs } from "../../ui/display/format.ts";
import { Toolbar, ToolbarRule, ToolbarSpace } from "../../ui/frame/toolbar.tsx";
import { BranchMenu } from "./branch-menu.tsx";
import { isolationLevels } from "./running/isolation-levels.ts";
import { type QueryRun, useQueryRuns } from "./running/query-runs.ts";
import type { TabCommand } from "./running/tab-keys.ts";
import { useElapsed } from "./running/use-elapsed.ts";
import type { ReadOnlyState } from "./running/use-read-only.ts";
import { CommitModeChip } from "./session/commit-mode-chip.tsx";

interface QueryToolbarProps {
  readonly tab: QueryTab;
  readonly run: QueryRun;
  readonly readOnly: ReadOnlyState;
  /** Begins a transaction with that isolation, which stays open until it is committed or rolled back. */
  readonly onBegin: (isolation: string) => void;
  readonly perform: Readonly<Record<TabCommand, () => void>>;
  readonly hasStatement: boolean;
  /** Asks on which databases the statement runs side by side. */
  readonly onCompare: () => void;
  readonly isSelection: boolean;
  /** How a statement is explained; the plans' own feature asks it. */
  readonly RunChoiceButton: ComponentType<RunChoiceProps>;
}

const timeouts: readonly (readonly [number, string])[] = [
  [10_000, "10 s"],
  [30_000, "30 s"],
  [300_000, "5 min"],
  [3_600_000, "1 h"],
  [0, "none"],
];

/** Run, explain, cancel; how the session is guarded. */
export function QueryToolbar(props: QueryToolbarProps) {
  const { tab, run, readOnly, onBegin, perform, hasStatement, onCompare, isSelection, RunChoiceButton } = props;
  const isIdle = run.state === "idle";
  const timeout = timeouts.find(([ms]) => ms === run.timeoutMs)?.[1] ?? formatMs(run.timeoutMs);
  return (
    <Toolbar label="Query">
      {isIdle ? (
        <Button variant="primary" icon={Play} command="query.run" isDisabled={!hasStatement} onPress={perform.run}>
          {isSelection ? "Run selection" : "Run statement"}
        </Button>
      ) : (
        <Button variant="danger" icon={Square} keys="Esc" onPress={perform.cancel}>
          Cancel
        </Button>
      )}
      <Button command="query.analyze" isDisabled={!isIdle || !hasStatement} onPress={perform.analyze}>
        Explain analyze
      </Button>
      <RunChoiceButton
        databaseRef={tab.ref}
        choice={run.runChoice}
        onChange={(runChoice) => useQueryRuns.getState().update(tab.id, { runChoice })}
        isDisabled={!isIdle || !hasStatement}
        onAnalyze={perform.analyze}
        onEstimate={perform.explain}
        onGeneric={perform.generic}
      />
      <ToolbarRule />
      <ReadOnlyChip readOnly={readOnly} isDisabled={!isIdle} />
      <CommitModeChip tab={tab} run={run} isReadOnly={readOnly.isReadOnly} />
      <MenuButton
        label={`Time-out ${timeout}`}
        variant="secondary"
        items={timeouts.map(([ms, label]) => ({
          id: String(ms),
          label: ms === 0 ? "No time-out" : `Stop after ${label}`,
          onAction: () => useQueryRuns.getState().update(tab.id, { timeoutMs: ms }),
        }))}
      />
      {!isIdle && <Elapsed run={run} />}
      <ToolbarSpace />
      <BranchMenu
        tab={tab}
        isBusy={!isIdle || (run.session !== null && run.session.transaction !== "idle")}
        hasStatement={hasStatement}
        onCompare={onCompare}
      />
      <MenuButton
        label="More of this query"
        isIconOnly
        items={[
          {
            id: "beside",
            label: "Run, and keep the result that is shown",
            command: "query.runBeside",
            isDisabled: !isIdle || !hasStatement,
            onAction: perform.runBeside,
          },
          {
            id: "all",
            label: "Run all statements",
            command: "query.runAll",
            isDisabled: !isIdle,
            onAction: perform.runAll,
          },
          { id: "format", label: "Format", command: "query.format", onAction: perform.format },
          {
            id: "explain",
            label: "Explain without running",
            command: "query.explain",
            isDisabled: !isIdle || !hasStatement,
            onAction: perform.explain,
          },
          "separator",
          ...isolationLevels.map((level) => ({
            id: `begin ${level}`,
            label: `Begin a transaction, ${level}`,
            isDisabled: !isIdle || (run.session !== null && run.session.transaction !== "idle"),
            onAction: () => onBegin(level),
          })),
        ]}
      />
    </Toolbar>
  );
}

function ReadOnlyChip({ readOnly, isDisabled }: { readonly readOnly: ReadOnlyState; readonly isDisabled: boolean }) {
  const { isReadOnly, isLocked, environment, toggle } = readOnly;
  const Icon = isReadOnly ? Lock : LockOpen;
  const reason = isLocked
    ? `${environmentLabel(environment)} is read-only: changes go through a migration or are tried on a branch. Press to unlock writes, with a reason`
    : isReadOnly
      ? "Statements run in READ ONLY transactions that are rolled back. Press to allow writes"
      : "Statements may write. Press to make the session read-only";
  return (
    <button
      type="button"
      className="query-chip"
      aria-pressed={isReadOnly}
      disabled={isDisabled}
      title={reason}
      onClick={toggle}
    >
      <Icon aria-hidden />
      {isReadOnly ? "Read only" : "Writes allowed"}
    </button>
  );
}

function Elapsed({ run }: { readonly run: QueryRun }) {
  const elapsedMs = useElapsed(run.sent?.atMs ?? null);
  return (
    <span className="muted" role="timer">
      {run.state === "explaining" ? "Explaining" : "Running"} {(elapsedMs / 1000).toFixed(1)} s
    </span>
  );
}
