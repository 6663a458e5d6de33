import type { Branch, Project } from "../../../../shared/branches/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { useKeepOperation } from "../../../state/kept-operations.ts";
import { useWorkspace } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { formatAgo, formatBytes } from "../../../ui/display/format.ts";
import { type KeyValue, KeyValueList } from "../../../ui/display/key-value.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { Inspector } from "../../../ui/frame/inspector.tsx";
import { PanelSection } from "../../../ui/frame/section.tsx";
import "./branch-inspector.css";
import { useBranchesView } from "../branches-view.ts";
import { connectionTo, openOnBranch } from "../open-on-branch.ts";
import { whyNotDelete, whyNotFork, whyNotStart, whyNotSuspend } from "../rules/branch-actions.ts";
import { timeLeft } from "../rules/branch-times.ts";
import { BranchState } from "../tree/branch-tree-row.tsx";

interface BranchInspectorProps {
  readonly project: Project;
  readonly branch: Branch;
  readonly branches: readonly Branch[];
  readonly nowMs: number;
  readonly onFork: () => void;
  readonly onDelete: () => void;
}

/** What is known of the chosen branch, and what can be done with it. */
export function BranchInspector(props: BranchInspectorProps) {
  const { project, branch, branches, nowMs, onFork, onDelete } = props;
  const chooseBranch = useBranchesView((view) => view.chooseBranch);
  const connectionId = useWorkspace((workspace) => workspace.connectionId);
  const connections = useRequest("connections.list", {}).data ?? [];
  const connection = connectionTo(connections, branch, connectionId);
  const whyDelete = whyNotDelete(branch, branches);
  const whyFork = whyNotFork(branch);

  return (
    <Inspector title={visibleName(branch.name)} onClose={() => chooseBranch(null)}>
      <KeyValueList items={facts(branch, branches, nowMs, chooseBranch)} />
      {branch.computeError && <p className="branch-inspector-error">{branch.computeError}</p>}
      <div className="branch-inspector-actions">
        <Button
          variant="primary"
          isDisabled={connection === null || branch.state !== "ready"}
          disabledReason={connection === null ? "No connection leads to this project." : (whyFork ?? undefined)}
          onPress={() => openOnBranch(connections, branch)}
        >
          {connection ? `Open ${visibleName(connection.name)} here` : "Open here"}
        </Button>
        <Button isDisabled={whyFork !== null} disabledReason={whyFork ?? undefined} onPress={onFork}>
          New branch from here
        </Button>
      </div>
      <ComputeSection project={project} branch={branch} />
      <PanelSection title="Delete">
        <div className="branch-inspector-actions">
          <Button variant="danger" isDisabled={whyDelete !== null} onPress={onDelete}>
            Delete the branch
          </Button>
        </div>
        <p className="branch-inspector-note">{whyDelete ?? "Asks for its name first, and shows what goes with it."}</p>
      </PanelSection>
    </Inspector>
  );
}

function ComputeSection({ project, branch }: { readonly project: Project; readonly branch: Branch }) {
  const keep = useKeepOperation();
  const change = (channel: "branches.start" | "branches.suspend", title: string) =>
    // A failure stands in the list of operations.
    keep(
      channel,
      { projectId: project.id, branchId: branch.id },
      { subject: project.id, title, detail: branch.name },
    ).catch(() => {});
  const whyStart = whyNotStart(branch);
  const whySuspend = whyNotSuspend(branch, project.capabilities);
  return (
    <PanelSection title="Compute">
      <div className="branch-inspector-actions">
        <Button
          isDisabled={whyStart !== null}
          disabledReason={whyStart ?? undefined}
          onPress={() => void change("branches.start", "Start compute")}
        >
          Start
        </Button>
        <Button
          isDisabled={whySuspend !== null}
          disabledReason={whySuspend ?? undefined}
          onPress={() => void change("branches.suspend", "Suspend compute")}
        >
          Suspend
        </Button>
      </div>
      <p className="branch-inspector-note">Suspending ends every session on the branch. Its data stays.</p>
    </PanelSection>
  );
}

function facts(
  branch: Branch,
  branches: readonly Branch[],
  nowMs: number,
  choose: (id: string) => void,
): readonly KeyValue[] {
  const parent = branches.find((other) => other.id === branch.parentId);
  const left = timeLeft(branch.createdAt, branch.expiresAt, nowMs);
  const children = branches.filter((other) => other.parentId === branch.id);
  return [
    {
      key: "Parent",
      value: parent ? (
        <>
          <button type="button" className="branch-inspector-link" onClick={() => choose(parent.id)}>
            {visibleName(parent.name)}
          </button>
          {branch.parentLsn !== null && (
            <>
              {" "}
              <span className="muted">at</span> <code>{branch.parentLsn}</code>
            </>
          )}
        </>
      ) : (
        <span className="muted">none: the project began here</span>
      ),
    },
    { key: "Created", value: <time dateTime={branch.createdAt}>{formatAgo(branch.createdAt, nowMs)}</time> },
    {
      key: "Time left",
      value: left ? (
        <>
          {left.text} <span className="muted">then deleted</span>
        </>
      ) : (
        "never expires"
      ),
    },
    { key: "Compute", value: <BranchState branch={branch} /> },
    { key: "Size", value: branch.sizeBytes === null ? "unknown until it wakes" : formatBytes(branch.sizeBytes) },
    {
      key: "Children",
      value: children.length === 0 ? "none" : children.map(({ name }) => visibleName(name)).join(", "),
    },
  ];
}
