import { FolderOpen, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { Account, AccountProject } from "../../../shared/accounts/model.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { Button } from "../../ui/controls/button.tsx";
import { SearchField } from "../../ui/controls/text-field.tsx";
import { Badge } from "../../ui/display/badge.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import "./accounts.css";
import { count } from "./count.ts";

interface AccountProjectListProps {
  readonly account: Account;
  readonly onConnect: (project: AccountProject) => void;
  readonly onReplaceKey: () => void;
}

const searchedFrom = 8;

/** The projects that the account's key reaches, read from Neon each time. */
export function AccountProjectList({ account, onConnect, onReplaceKey }: AccountProjectListProps) {
  const answer = useRequest("accounts.projects", { accountId: account.id }, { staleMs: 0 });
  const [search, setSearch] = useState("");
  if (answer.error)
    return (
      <ErrorPanel
        error={answer.error}
        onRetry={() => void answer.refetch()}
        actions={
          <Button isSmall onPress={onReplaceKey}>
            Replace the key
          </Button>
        }
      />
    );
  if (!answer.data) return <Skeleton lines={4} />;
  const { projects, unavailable } = answer.data;
  const shown = projects.filter(({ name, id }) => `${name} ${id}`.toLowerCase().includes(search.trim().toLowerCase()));
  return (
    <div className="account-projects">
      {projects.length >= searchedFrom && <SearchField label="Find a project" value={search} onChange={setSearch} />}
      {projects.length === 0 && (
        <EmptyState
          icon={FolderOpen}
          title="This key reaches no project"
          text="Make a project in Neon's console, or use a key that reaches further."
        />
      )}
      {projects.length > 0 && shown.length === 0 && <p className="account-note">No project has this in its name.</p>}
      <ul className="account-list" aria-label="Projects">
        {shown.map((project) => (
          <ProjectLine key={project.id} project={project} onConnect={() => onConnect(project)} />
        ))}
      </ul>
      {unavailable.length > 0 && (
        <p className="account-warning" role="status">
          <TriangleAlert aria-hidden className="account-icon" />
          The list is not whole: Neon could not tell about {count(unavailable.length, "project")} now (
          {visibleName(unavailable.join(", "))}).
        </p>
      )}
    </div>
  );
}

function ProjectLine({ project, onConnect }: { readonly project: AccountProject; readonly onConnect: () => void }) {
  const name = visibleName(project.name);
  const facts = [project.organisation, project.region, `PostgreSQL ${project.postgresVersion}`, project.id];
  return (
    <li className="account-line">
      <div className="account-text">
        <span className="account-name">
          <span className="cut">{name}</span>
          {project.connectionCount > 0 && <Badge tone="success">connected</Badge>}
        </span>
        <span className="account-note cut">{visibleName(facts.filter(Boolean).join(" · "))}</span>
      </div>
      <Button isSmall label={`Connect to ${name}`} onPress={onConnect}>
        Connect
      </Button>
    </li>
  );
}
