import { Check, ChevronsUpDown, GitBranch, History, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Branch, Project } from "../../../shared/branches/model.ts";
import { listedCommand } from "../../../shared/commands/command-list.ts";
import { branchingOf } from "../../../shared/connections/branching-of.ts";
import type { Connection } from "../../../shared/connections/model.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useCommands } from "../../state/commands.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { Button } from "../../ui/controls/button.tsx";
import { SearchField } from "../../ui/controls/text-field.tsx";
import { Badge } from "../../ui/display/badge.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { PopoverButton } from "../../ui/overlays/popover.tsx";
import "./branch-chip.css";
import { useChosenConnection } from "./branches-view.ts";
import { NewBranchDialog } from "./create/new-branch-dialog.tsx";
import { openOnBranch } from "./open-on-branch.ts";
import { usePastAsking } from "./past/past-asking.ts";
import { layoutBranchTree } from "./rules/branch-tree.ts";
import { BranchState } from "./tree/branch-state.tsx";

/** The title bar's branch: opens the list to switch this window, or to make one from here. Nothing for a plain server. */
export function BranchChip() {
  const connection = useChosenConnection();
  const branching = connection ? branchingOf(connection) : null;
  if (!connection || !branching) return null;
  return (
    <ProjectBranchChip connection={connection} projectId={branching.projectId} ownId={branching.defaultBranchId} />
  );
}

interface ProjectBranchChipProps {
  readonly connection: Connection;
  readonly projectId: string;
  readonly ownId: string;
}

function ProjectBranchChip({ connection, projectId, ownId }: ProjectBranchChipProps) {
  const answer = useRequest("branches.list", { projectId });
  const project = useRequest("projects.list", {}).data?.find((candidate) => candidate.id === projectId);
  const currentId = useWorkspace((workspace) => workspace.branchByConnection[connection.id]) ?? ownId;
  const [isCreating, setIsCreating] = useState(false);
  const askForPast = usePastAsking((state) => state.ask);
  const [isOpen, setIsOpen] = useState(false);
  const branches = answer.data ?? [];
  const current = branches.find((branch) => branch.id === currentId);
  const open = (branch: Branch) => openOnBranch([connection], branch);

  useCommands([
    { ...listedCommand("branches.choose"), run: () => setIsOpen(true) },
    { ...listedCommand("branches.fork"), run: () => setIsCreating(true) },
    ...branches
      .filter((branch) => branch.state === "ready")
      .map((branch) => ({
        id: `branches.switch.${branch.id}`,
        title: `Switch to branch ${visibleName(branch.name)}`,
        group: "Branches",
        run: () => open(branch),
      })),
  ]);

  return (
    <>
      <PopoverButton
        label={current ? `Branch: ${visibleName(current.name)}` : "Branch"}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        button={
          <>
            <GitBranch aria-hidden className="branch-chip-icon" />
            <span className="branch-chip-name cut">
              {current ? visibleName(current.name) : answer.data ? "deleted branch" : "…"}
            </span>
            <ChevronsUpDown aria-hidden className="branch-chip-icon" />
          </>
        }
      >
        {(close) => (
          <BranchChoice
            branches={branches}
            currentId={currentId}
            error={answer.error && <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} isCompact />}
            onChoose={(branch) => {
              close();
              open(branch);
            }}
            onPast={() => {
              close();
              askForPast();
            }}
            onCreate={() => {
              close();
              setIsCreating(true);
            }}
          />
        )}
      </PopoverButton>
      {isCreating && project && (
        <ForkDialog project={project} branches={branches} parentId={currentId} onClose={() => setIsCreating(false)} />
      )}
    </>
  );
}

function ForkDialog(props: {
  readonly project: Project;
  readonly branches: readonly Branch[];
  readonly parentId: string;
  readonly onClose: () => void;
}) {
  return <NewBranchDialog {...props} opensIt />;
}

interface BranchChoiceProps {
  readonly branches: readonly Branch[];
  readonly currentId: string;
  readonly error: ReactNode;
  readonly onChoose: (branch: Branch) => void;
  readonly onPast: () => void;
  readonly onCreate: () => void;
}

function BranchChoice({ branches, currentId, error, onChoose, onPast, onCreate }: BranchChoiceProps) {
  const [filter, setFilter] = useState("");
  const hasTab = useWorkspace(({ tabs, activeTabId }) =>
    tabs.some(({ id, kind }) => id === activeTabId && kind !== "comparison"),
  );
  const rows = layoutBranchTree(branches, filter);
  return (
    <>
      {branches.length > 6 && <SearchField label="Filter branches" value={filter} onChange={setFilter} autoFocus />}
      {error}
      <ul className="branch-choice">
        {rows.map(({ branch, depth }) => (
          <li key={branch.id}>
            <button
              type="button"
              className="branch-choice-line"
              aria-current={branch.id === currentId ? "true" : undefined}
              disabled={branch.state !== "ready"}
              style={{ paddingLeft: `calc(var(--space-1h) + ${depth} * var(--tree-indent))` }}
              onClick={() => onChoose(branch)}
            >
              <span className="branch-choice-mark">
                {branch.id === currentId && <Check aria-hidden className="branch-chip-icon" />}
              </span>
              <span className="grow cut">{visibleName(branch.name)}</span>
              {branch.isDefault && <Badge>default</Badge>}
              {branch.purpose === "rehearsal" && <Badge>throw-away</Badge>}
              {branch.purpose === "past" && <Badge>the past</Badge>}
              <span className="branch-choice-state">
                <BranchState branch={branch} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Button icon={Plus} onPress={onCreate}>
        New branch from here
      </Button>
      <Button icon={History} isDisabled={!hasTab} disabledReason="Open a table or query first." onPress={onPast}>
        Read this tab as of an earlier moment
      </Button>
    </>
  );
}
