import { Clock, Gauge, ListFilter, Timer, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { useOperation } from "../../bridge/use-operation.ts";
import { useDatabaseRef } from "../../state/workspace.ts";
import { Button } from "../../ui/controls/button.tsx";
import { dayAndTime } from "../../ui/display/day-and-time.ts";
import { formatCount } from "../../ui/display/format.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { SidebarHead, SidebarItem, SidebarLabel } from "../../ui/frame/section.tsx";
import { Dialog } from "../../ui/overlays/dialog.tsx";
import { BudgetsDialog } from "./budgets/budgets-dialog.tsx";
import "./queries.css";
import { useQueriesView } from "./queries-view.ts";
import { countScopes, queryScopes } from "./rules/choose-queries.ts";
import { useChosenInterval, useInterval, useSnapshots } from "./use-queries.ts";

/** Which statements, counted from which snapshot; `choice` is what else Health may look at. */
export function QueriesSidebar({ choice }: { readonly choice: ReactNode }) {
  const ref = useDatabaseRef();
  return (
    <nav className="queries-sidebar" aria-label="Health">
      <SidebarHead title="Health" />
      {choice}
      {ref && <Choices databaseRef={ref} />}
    </nav>
  );
}

function Choices({ databaseRef }: { readonly databaseRef: DatabaseRef }) {
  const { data: snapshots } = useSnapshots(databaseRef);
  const { interval } = useInterval(databaseRef, snapshots);
  const { scope, change } = useQueriesView();
  const [isSetting, setIsSetting] = useState(false);
  const counts = interval ? countScopes(interval.queries) : null;
  return (
    <>
      <SidebarLabel>Statements</SidebarLabel>
      {queryScopes.map((one) => (
        <SidebarItem
          key={one.scope}
          icon={one.scope === "overBudget" ? Timer : ListFilter}
          label={one.label}
          hint={counts ? formatCount(counts.get(one.scope) ?? 0) : undefined}
          isSelected={scope === one.scope}
          onPress={() => change({ scope: one.scope })}
        />
      ))}
      <SidebarItem icon={Gauge} label="Performance targets…" onPress={() => setIsSetting(true)} />
      {snapshots && snapshots.length > 0 && <Snapshots databaseRef={databaseRef} />}
      {isSetting && <BudgetsDialog connectionId={databaseRef.connectionId} onClose={() => setIsSetting(false)} />}
    </>
  );
}

function Snapshots({ databaseRef }: { readonly databaseRef: DatabaseRef }) {
  const { data: snapshots = [] } = useSnapshots(databaseRef);
  const chosen = useChosenInterval(snapshots);
  const { change } = useQueriesView();
  const [isAsked, setIsAsked] = useState(false);
  const older = chosen ? snapshots.slice(snapshots.indexOf(chosen.to) + 1) : [];
  return (
    <>
      <SidebarLabel count={formatCount(snapshots.length)}>Count from snapshot</SidebarLabel>
      <SidebarItem
        icon={Clock}
        label="The server's beginning"
        isSelected={chosen !== null && chosen.from === null}
        onPress={() => change({ from: null })}
      />
      {older.map(({ id, at, entries }) => (
        <SidebarItem
          key={id}
          icon={Clock}
          label={dayAndTime(at)}
          title={`${at}: ${formatCount(entries)} entries`}
          hint={formatCount(entries)}
          isSelected={chosen?.from === id}
          onPress={() => change({ from: id })}
        />
      ))}
      <SidebarItem icon={Trash2} label="Forget all snapshots…" onPress={() => setIsAsked(true)} />
      {isAsked && <ForgetDialog databaseRef={databaseRef} onClose={() => setIsAsked(false)} />}
    </>
  );
}

function ForgetDialog({ databaseRef, onClose }: { readonly databaseRef: DatabaseRef; readonly onClose: () => void }) {
  const { change } = useQueriesView();
  const forget = useOperation("queries.forget", {
    invalidates: ["queries.snapshots", "queries.interval", "queries.trend"],
  });
  const go = async () => {
    await forget.run({ ref: databaseRef, id: null });
    change({ from: undefined, to: null, chosen: null });
    onClose();
  };
  return (
    <Dialog
      title="Forget all snapshots of this branch?"
      isOpen
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Keep them</Button>
          <Button
            variant="danger"
            isDisabled={forget.state === "running"}
            onPress={() => void go().catch(() => undefined)}
          >
            Forget them
          </Button>
        </>
      }
    >
      <p>
        The snapshots and texts that are kept on this computer go, and with them every trend. Nothing on the server
        changes: its own counters go on.
      </p>
      <ErrorPanel error={forget.error} isCompact />
    </Dialog>
  );
}
