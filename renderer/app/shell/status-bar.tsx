import { Database, GitBranch, Rows3, ScrollText, Shield } from "lucide-react";
import type { RefCallback } from "react";
import { useState } from "react";
import { useEnvironment } from "../../bridge/use-environment.ts";
import { useTopic } from "../../bridge/use-topic.ts";
import { UnlockStatus } from "../../features/sessions/unlock-status.tsx";
import { useLayout } from "../../state/layout.ts";
import { useDatabaseRef, useWorkspace } from "../../state/workspace.ts";
import { ComputeDot } from "../../ui/display/compute-dot.tsx";
import { environmentLabel } from "../../ui/display/environment-badge.tsx";
import { formatCount } from "../../ui/display/format.ts";
import { visibleName } from "../../ui/display/visible-name.ts";
import { StatusBox } from "../../ui/frame/status-item.tsx";
import "./status-bar.css";
import type { ShownDatabase } from "./use-database.ts";

interface StatusBarProps {
  readonly database: ShownDatabase;
  readonly leftRef: RefCallback<HTMLElement>;
  readonly rightRef: RefCallback<HTMLElement>;
}

/** Where the window works and in which state that is; at the right what the view says. */
export function StatusBar({ database, leftRef, rightRef }: StatusBarProps) {
  const { connection, environment, branch } = database;
  const { guard } = useEnvironment(useDatabaseRef());
  const { toggleLog, isLogOpen } = useLayout();
  const { density, setDensity } = useWorkspace();
  const isCompact = density === "compact";
  const [logged, setLogged] = useState(0);
  useTopic("statements.logged", () => setLogged((count) => count + 1));
  return (
    <section className="status-bar" data-region="status" aria-label="Status">
      {environment && (
        <span className="status-environment">
          <Shield aria-hidden />
          {environmentLabel(environment)}
          {branch?.purpose === "past" && ", the past"}
        </span>
      )}
      {connection && (
        <StatusBox label="Connection and database">
          <Database aria-hidden />
          {visibleName(connection.name)} · {visibleName(connection.database)}
        </StatusBox>
      )}
      {branch && (
        <>
          <StatusBox label="Branch">
            <GitBranch aria-hidden />
            {visibleName(branch.name)}
          </StatusBox>
          <StatusBox label={branch.computeError ?? "Compute of the branch"}>
            <ComputeDot state={branch.compute} label={`Compute ${branch.compute}`} />
          </StatusBox>
        </>
      )}
      {environment && guard === "locked" && <UnlockStatus />}
      <span className="status-slot" ref={leftRef} />
      <span className="grow" />
      <span className="status-slot status-slot-right" ref={rightRef} />
      <StatusBox onPress={toggleLog} label={`Statement log, ${isLogOpen ? "open" : "closed"}`}>
        <ScrollText aria-hidden />
        Statement log {formatCount(logged)}
      </StatusBox>
      <StatusBox onPress={() => setDensity(isCompact ? "comfortable" : "compact")} label={`Density: ${density}`}>
        <Rows3 aria-hidden />
        {isCompact ? "Compact" : "Comfortable"}
      </StatusBox>
    </section>
  );
}
