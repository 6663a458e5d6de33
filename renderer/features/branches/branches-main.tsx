import { Camera, ChartColumn, GitBranch, Plus } from "lucide-react";
import { useState } from "react";
import type { Branch, Project } from "../../../shared/branches/model.ts";
import { defaultBranchPrices, isBilled } from "../../../shared/branches/prices.ts";
import { listedCommand } from "../../../shared/commands/command-list.ts";
import { useWatchedProject } from "../../bridge/branches/use-watched-project.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useCommands } from "../../state/commands.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { Button, IconButton } from "../../ui/controls/button.tsx";
import { SearchField } from "../../ui/controls/text-field.tsx";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import { useIsVisible } from "../../ui/frame/slots.tsx";
import { Toolbar, ToolbarSpace } from "../../ui/frame/toolbar.tsx";
import type { BranchAsking, BranchQuestion } from "./branch-asking.ts";
import { ChangeBranch } from "./change/change-branch.tsx";
import { DeleteBranch } from "./change/delete-branch.tsx";
import { ResetBranch } from "./change/reset-branch.tsx";
import { RestoreBranch } from "./change/restore-branch.tsx";
import { NewBranchDialog } from "./create/new-branch-dialog.tsx";
import { BranchInspector } from "./details/branch-inspector.tsx";
import { BranchOperations } from "./details/branch-operations.tsx";
import { MaskBranch } from "./masking/mask-branch.tsx";
import { MaskingRulesDialog } from "./masking/masking-rules-dialog.tsx";
import { SnapshotsDialog } from "./snapshots/snapshots-dialog.tsx";
import { StaleDialog } from "./stale/stale-dialog.tsx";
import { BranchFigures } from "./tree/branch-figures.tsx";
import { BranchTree } from "./tree/branch-tree.tsx";
import "./branches-main.css";
import { useBranchesView, useShownProject } from "./branches-view.ts";
import { openOnBranch } from "./open-on-branch.ts";
import { UsageDialog } from "./usage/usage-dialog.tsx";
import { useNow } from "./use-now.ts";

/** The Branches section. */
export function BranchesMain() {
  const { projects, project } = useShownProject();
  const answer = useRequest("projects.list", {});
  if (answer.error && !answer.data) return <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!projects) return <Skeleton lines={6} />;
  if (!project)
    return (
      <EmptyState
        icon={GitBranch}
        title="No project yet"
        text="A project holds branches: full copies of a database, each with its own compute, to try a change on. The sample workspace makes the first one."
      />
    );
  return <ProjectBranches key={project.id} project={project} />;
}

const nothing: BranchAsking = { kind: "nothing" };

function ProjectBranches({ project }: { readonly project: Project }) {
  const answer = useRequest("branches.list", { projectId: project.id });
  const connections = useRequest("connections.list", {}).data ?? [];
  const [filter, setFilter] = useState("");
  const [asking, setAsking] = useState<BranchAsking>(nothing);
  const { branchId, chooseBranch } = useBranchesView();
  const nowMs = useNow();
  const branches = answer.data ?? [];
  const chosen = branches.find((branch) => branch.id === branchId) ?? null;
  const create = (parentId: string | null) => setAsking({ kind: "create", parentId });
  const ask = (question: BranchQuestion, branch: Branch) =>
    question === "create" ? create(branch.id) : setAsking({ kind: question, branch });
  const operations = useRequest("branches.operations", { projectId: project.id }).data ?? [];
  const prices = useWorkspace((workspace) => workspace.branchPrices);
  const isVisible = useIsVisible();
  useWatchedProject(project.id, isVisible);

  useCommands([{ ...listedCommand("branches.create"), run: () => create(branchId) }], isVisible);

  return (
    <div className="branches-main">
      <Toolbar label="Branches">
        <h1 className="branches-title">Branches</h1>
        <ToolbarSpace />
        <div className="branches-find">
          <SearchField label="Filter branches" value={filter} onChange={setFilter} />
        </div>
        <IconButton label="Consumption" icon={ChartColumn} onPress={() => setAsking({ kind: "usage" })} />
        <Button icon={Camera} onPress={() => setAsking({ kind: "snapshots" })}>
          Snapshots
        </Button>
        <Button onPress={() => setAsking({ kind: "stale" })}>Find stale</Button>
        <Button variant="primary" icon={Plus} command="branches.create" onPress={() => create(branchId)}>
          New branch
        </Button>
      </Toolbar>
      <BranchFigures project={project} branches={branches} />
      <div className="branches-table">
        {answer.error && !answer.data && <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} />}
        {answer.isPending && <Skeleton lines={6} />}
        {answer.data && (
          <BranchTree
            branches={branches}
            prices={isBilled(project.capabilities) ? (prices ?? defaultBranchPrices) : null}
            operations={operations}
            filter={filter}
            chosenId={chosen?.id ?? null}
            nowMs={nowMs}
            onChoose={(branch) => chooseBranch(branch.id)}
            onOpen={(branch) => openOnBranch(connections, branch)}
            onDelete={(branch) => setAsking({ kind: "delete", branch })}
          />
        )}
      </div>
      <BranchOperations projectId={project.id} branches={branches} operations={operations} nowMs={nowMs} />
      {chosen && (
        <BranchInspector
          project={project}
          branch={chosen}
          branches={branches}
          nowMs={nowMs}
          onAsk={(question) => ask(question, chosen)}
        />
      )}
      <BranchDialogs
        asking={asking}
        project={project}
        branches={branches}
        nowMs={nowMs}
        onClose={() => setAsking(nothing)}
      />
    </div>
  );
}

interface BranchDialogsProps {
  readonly asking: BranchAsking;
  readonly project: Project;
  readonly branches: readonly Branch[];
  readonly nowMs: number;
  readonly onClose: () => void;
}

function BranchDialogs({ asking, project, branches, nowMs, onClose }: BranchDialogsProps) {
  if (asking.kind === "nothing") return null;
  if (asking.kind === "create")
    return <NewBranchDialog project={project} branches={branches} parentId={asking.parentId} onClose={onClose} />;
  if (asking.kind === "stale")
    return <StaleDialog project={project} branches={branches} nowMs={nowMs} onClose={onClose} />;
  if (asking.kind === "snapshots")
    return <SnapshotsDialog project={project} branches={branches} nowMs={nowMs} onClose={onClose} />;
  if (asking.kind === "usage")
    return <UsageDialog project={project} branches={branches} nowMs={nowMs} onClose={onClose} />;
  const props = { branch: asking.branch, branches, capabilities: project.capabilities, onClose };
  if (asking.kind === "reset") return <ResetBranch {...props} />;
  if (asking.kind === "restore") return <RestoreBranch {...props} />;
  if (asking.kind === "change") return <ChangeBranch {...props} nowMs={nowMs} />;
  if (asking.kind === "maskingRules") return <MaskingRulesDialog branch={asking.branch} onClose={onClose} />;
  if (asking.kind === "mask") return <MaskBranch branch={asking.branch} onClose={onClose} />;
  return <DeleteBranch {...props} />;
}
