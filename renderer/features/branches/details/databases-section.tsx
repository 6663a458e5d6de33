import { Database, UserRound } from "lucide-react";
import type { Branch } from "../../../../shared/branches/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { PanelSection } from "../../../ui/frame/section.tsx";
import "./databases-section.css";

/** The databases of a branch with their owners, and its login roles, as the control plane knows them. */
export function DatabasesSection({ branch }: { readonly branch: Branch }) {
  const { projectId, id: branchId } = branch;
  const databases = useRequest("branches.databases", { projectId, branchId });
  const roles = useRequest("branches.roles", { projectId });
  return (
    <PanelSection title="Databases and roles" isCollapsible isInitiallyOpen={false}>
      <ErrorPanel error={databases.error ?? roles.error} isCompact />
      <ul className="branch-databases" aria-label="Databases">
        {databases.data?.map(({ name, owner }) => (
          <li key={name}>
            <Database aria-hidden className="branch-databases-icon" />
            <span className="cut mono">{visibleName(name)}</span>
            <span className="branch-databases-owner cut">owned by {visibleName(owner)}</span>
          </li>
        ))}
      </ul>
      <ul className="branch-databases" aria-label="Login roles">
        {roles.data?.map((role) => (
          <li key={role}>
            <UserRound aria-hidden className="branch-databases-icon" />
            <span className="cut mono">{visibleName(role)}</span>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
