import { Check, Columns2, GitBranch } from "lucide-react";
import { useRequest } from "../../bridge/use-request.ts";
import { draftText } from "../../state/drafts.ts";
import { useIntents } from "../../state/intents.ts";
import { type QueryTab, useWorkspace } from "../../state/workspace.ts";
import { MenuButton, type MenuItem } from "../../ui/controls/menu.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";

interface BranchMenuProps {
  readonly tab: QueryTab;
  /** A statement runs, or a transaction is open: the session cannot be left. */
  readonly isBusy: boolean;
  readonly hasStatement: boolean;
  readonly onCompare: () => void;
}

/** On which branch the tab runs: moves it there, opens its text there, or runs a statement on several at once. */
export function BranchMenu({ tab, isBusy, hasStatement, onCompare }: BranchMenuProps) {
  const { connectionId } = tab.ref;
  const { data: connections } = useRequest("connections.list", {});
  const target = connections?.find((connection) => connection.id === connectionId)?.target;
  const project = target?.kind === "project" ? target : null;
  const { data: branches = [] } = useRequest(
    "branches.list",
    { projectId: project?.projectId ?? "-" },
    { enabled: project !== null },
  );
  const openQuery = useIntents((state) => state.openQuery);
  const compare: MenuItem = {
    id: "compare",
    label: "Run on several, side by side",
    icon: Columns2,
    command: "query.compare",
    isDisabled: !hasStatement,
    onAction: onCompare,
  };
  if (!project) return <MenuButton label="Databases" icon={Columns2} items={[compare]} />;
  const own = tab.ref.branchId ?? project.defaultBranchId;
  const ready = branches.filter((branch) => branch.id === own || branch.state === "ready");
  const refOf = (branchId: string) =>
    branchId === project.defaultBranchId ? { connectionId } : { connectionId, branchId };
  const moves = ready.map((branch) => ({
    id: `move ${branch.id}`,
    label: branch.id === own ? visibleName(branch.name) : `Move this tab to ${visibleName(branch.name)}`,
    icon: branch.id === own ? Check : GitBranch,
    isDisabled: branch.id === own || isBusy,
    onAction: () => {
      const { updateTab, activateTab } = useWorkspace.getState();
      updateTab(tab.id, { ref: refOf(branch.id) });
      activateTab(tab.id);
    },
  }));
  const copies = ready
    .filter(({ id }) => id !== own)
    .map((branch) => ({
      id: `copy ${branch.id}`,
      label: `Open a copy on ${visibleName(branch.name)}`,
      icon: GitBranch,
      onAction: () => openQuery(refOf(branch.id), tab.title, draftText(tab.draftId)),
    }));
  const none: MenuItem = {
    id: "none",
    label: "There is no other branch yet",
    isDisabled: true,
    onAction: () => undefined,
  };
  const others = copies.length > 0 ? ["separator" as const, ...copies] : [none];
  const name = branches.find(({ id }) => id === own)?.name;
  return (
    <MenuButton
      label={name === undefined ? "Branch" : `On ${visibleName(name)}`}
      icon={GitBranch}
      items={[...moves, ...others, "separator", compare]}
    />
  );
}
