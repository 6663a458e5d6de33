import { Lock, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { useEnvironmentRules } from "../../../bridge/use-environment.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { useDrafts } from "../../../state/drafts.ts";
import { copyParameters } from "../../../state/parameters/query-parameters.ts";
import { isSameRef } from "../../../state/tabs.ts";
import { type ComparisonTab, useWorkspace } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { SearchField } from "../../../ui/controls/text-field.tsx";
import { EnvironmentBadge } from "../../../ui/display/environment-badge.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import "./compare-dialog.css";
import { mostTargets } from "./run-comparison.ts";
import { useRunComparison } from "./use-run-comparison.ts";
import { type RunTarget, useRunTargets } from "./use-run-targets.ts";

interface CompareDialogProps {
  /** Where the text comes from. */
  readonly from: {
    readonly tabId: string;
    readonly ref: DatabaseRef;
    readonly title: string;
    readonly timeoutMs: number;
  };
  readonly sql: string;
  readonly onClose: () => void;
}

/** Asks on which databases a statement runs, and whether it may write; then opens the tab that shows them side by side. */
export function CompareDialog({ from, sql, onClose }: CompareDialogProps) {
  const run = useRunComparison();
  const [chosen, setChosen] = useState<readonly DatabaseRef[]>([from.ref]);
  const [mayWrite, setMayWrite] = useState(false);
  const [isSure, setIsSure] = useState(false);
  const { data, error } = useRunTargets();
  const bounds = useRequest("editor.split", { sql });
  const isOneStatement = bounds.data === undefined || bounds.data.length === 2;
  const targets = (data?.targets ?? []).filter(({ ref }) => chosen.some((one) => isSameRef(one, ref)));
  const canRun = targets.length >= 2 && targets.length <= mostTargets && isOneStatement && !bounds.error;
  const start = () => {
    // The tab's own database stands first, because the others are compared with it.
    const ordered = targets.toSorted((left, right) => rank(left) - rank(right)).map(({ ref }) => ref);
    const id = `comparison-${crypto.randomUUID()}`;
    useDrafts.getState().setText(id, sql);
    copyParameters(from.tabId, id);
    const tab: ComparisonTab = {
      kind: "comparison",
      id,
      ref: from.ref,
      title: from.title,
      draftId: id,
      targets: ordered,
      isReadOnly: !mayWrite,
      timeoutMs: from.timeoutMs,
    };
    useWorkspace.getState().openTab(tab);
    void run(tab);
    onClose();
  };
  const rank = ({ ref }: RunTarget) => (isSameRef(ref, from.ref) ? 0 : 1);
  const footer = isSure ? (
    <>
      <Button autoFocus onPress={() => setIsSure(false)}>
        Back
      </Button>
      <Button variant="danger" isDisabled={!canRun} onPress={start}>
        {`Write on ${targets.length} databases`}
      </Button>
    </>
  ) : (
    <>
      <Button onPress={onClose}>Cancel</Button>
      <Button
        variant={mayWrite ? "danger" : "primary"}
        isDisabled={!canRun}
        onPress={() => (mayWrite ? setIsSure(true) : start())}
      >
        {mayWrite ? "Go on with writes" : `Run on ${formatAmount(targets.length, "database")}`}
      </Button>
    </>
  );
  return (
    <Dialog title={isSure ? "Write on all of these?" : "Run side by side"} isOpen onClose={onClose} footer={footer}>
      <SqlText sql={sql} maxLines={6} />
      {isSure ? (
        <WriteTargets targets={targets} />
      ) : (
        <>
          <ErrorPanel error={error ?? bounds.error} isCompact />
          {!isOneStatement && (
            <p className="compare-note" role="alert">
              This is more than one statement. Select the one to compare.
            </p>
          )}
          {data ? <TargetList data={data} chosen={chosen} onChosen={setChosen} /> : !error && <Skeleton lines={4} />}
          <Checkbox
            isSelected={mayWrite}
            onChange={setMayWrite}
            description="Without this the server refuses every change, on each of them."
          >
            Allow it to write
          </Checkbox>
        </>
      )}
    </Dialog>
  );
}

interface TargetListProps {
  readonly data: NonNullable<ReturnType<typeof useRunTargets>["data"]>;
  readonly chosen: readonly DatabaseRef[];
  readonly onChosen: (chosen: readonly DatabaseRef[]) => void;
}

function TargetList({ data, chosen, onChosen }: TargetListProps) {
  const [search, setSearch] = useState("");
  const isChosen = ({ ref }: RunTarget) => chosen.some((one) => isSameRef(one, ref));
  const words = search.toLowerCase();
  const shown = data.targets.filter(
    (target) => isChosen(target) || `${target.connection} ${target.branch ?? ""}`.toLowerCase().includes(words),
  );
  const toggle = ({ ref }: RunTarget, isOn: boolean) =>
    onChosen(isOn ? [...chosen, ref] : chosen.filter((one) => !isSameRef(one, ref)));
  const count = data.targets.filter(isChosen).length;
  return (
    <section className="compare-targets" aria-label="Databases">
      {data.targets.length > 8 && <SearchField label="Search databases" value={search} onChange={setSearch} />}
      <ul className="compare-target-list">
        {shown.map((target) => (
          <li key={JSON.stringify(target.ref)} className="compare-target">
            <span className="grow">
              <Checkbox
                isSelected={isChosen(target)}
                isDisabled={!isChosen(target) && count >= mostTargets}
                onChange={(isOn) => toggle(target, isOn)}
              >
                <TargetName target={target} />
              </Checkbox>
            </span>
            <EnvironmentBadge environment={target.environment} />
          </li>
        ))}
      </ul>
      {data.unreadable.map(({ connection, error }) => (
        <p key={connection} className="compare-note">
          The branches of {visibleName(connection)} cannot be read: {error.message}
        </p>
      ))}
      <p className="muted">
        {data.targets.length < 2
          ? "There is only this database. Make a branch, or add another connection."
          : `${count} chosen; two to ${mostTargets} run at the same time.`}
      </p>
    </section>
  );
}

function TargetName({ target }: { readonly target: RunTarget }) {
  const { connection, branch } = target;
  return (
    <span className="compare-target-name">
      {visibleName(connection)}
      {branch !== null && <span className="muted"> / {visibleName(branch)}</span>}
    </span>
  );
}

/** Each database that would be written to, and which of them are locked. */
function WriteTargets({ targets }: { readonly targets: readonly RunTarget[] }) {
  const unlocks = useRequest("sessions.unlocks", {}).data ?? [];
  const rules = useEnvironmentRules();
  const isLocked = ({ environment, ref }: RunTarget) =>
    rules[environment].guard === "locked" && !unlocks.some(({ connectionId }) => connectionId === ref.connectionId);
  return (
    <>
      <p className="compare-warning">
        <TriangleAlert aria-hidden className="compare-warning-icon" />
        Each database commits by itself. What went well on one stays, whatever happens on another.
      </p>
      <ul className="compare-target-list" aria-label="Databases that will be written to">
        {targets.map((target) => (
          <li key={JSON.stringify(target.ref)} className="compare-target">
            <span className="grow cut">
              <TargetName target={target} />
            </span>
            {isLocked(target) && (
              <span className="compare-locked">
                <Lock aria-hidden className="compare-locked-icon" />
                locked: it will refuse
              </span>
            )}
            <EnvironmentBadge environment={target.environment} />
          </li>
        ))}
      </ul>
    </>
  );
}
