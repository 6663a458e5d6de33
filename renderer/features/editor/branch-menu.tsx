import { GitBranch } from "lucide-react";
import { useRequest } from "../../bridge/use-request.ts";
import { draftText } from "../../state/drafts.ts";
import { useIntents } from "../../state/intents.ts";
import type { QueryTab } from "../../state/workspace.ts";
import { MenuButton } from "../../ui/controls/menu.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";

/** Opens the text in a tab on another branch of the project; nothing where the connection has no branches. */
export function BranchMenu({ tab }: { readonly tab: QueryTab }) {
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
  if (!project) return null;
  const own = tab.ref.branchId ?? project.defaultBranchId;
  const others = branches.filter((branch) => branch.id !== own && branch.state === "ready");
  const items = others.map((branch) => ({
    id: branch.id,
    label: visibleName(branch.name),
    icon: GitBranch,
    onAction: () => {
      const ref = branch.id === project.defaultBranchId ? { connectionId } : { connectionId, branchId: branch.id };
      openQuery(ref, tab.title, draftText(tab.draftId));
    },
  }));
  const none = { id: "none", label: "There is no other branch yet", isDisabled: true, onAction: () => undefined };
  return <MenuButton label="Open on a branch" icon={GitBranch} items={items.length > 0 ? items : [none]} />;
}
