import { Database } from "lucide-react";
import { useState } from "react";
import type { ControlPlaneCapabilities, Project } from "../../../shared/branches/model.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { SearchField } from "../../ui/controls/text-field.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../ui/feedback/skeleton.tsx";
import { SidebarHead, SidebarItem, SidebarLabel } from "../../ui/frame/section.tsx";
import "./branches-sidebar.css";
import { useBranchesView, useShownProject } from "./branches-view.ts";

const places: readonly (readonly [ControlPlaneCapabilities["kind"], string])[] = [
  ["neon", "Neon"],
  ["embedded", "This machine"],
  ["template", "Template databases"],
];

/** The projects, by what makes their branches. */
export function BranchesSidebar() {
  const answer = useRequest("projects.list", {});
  const { project: shown } = useShownProject();
  const choose = useBranchesView((view) => view.chooseProject);
  const [filter, setFilter] = useState("");
  const wanted = filter.trim().toLocaleLowerCase();
  const projects = answer.data?.filter((project) => project.name.toLocaleLowerCase().includes(wanted));
  return (
    <nav className="branches-sidebar" aria-label="Projects">
      <SidebarHead title="Projects" />
      <div className="branches-sidebar-find">
        <SearchField label="Filter projects" value={filter} onChange={setFilter} />
      </div>
      {answer.error && !answer.data && (
        <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} isCompact />
      )}
      {answer.isPending && <Skeleton lines={2} />}
      {projects?.length === 0 && (
        <p className="branches-sidebar-empty">
          {wanted === ""
            ? "No project yet. The sample workspace makes one when it is ready."
            : "No project has this name."}
        </p>
      )}
      {places.map(([kind, label]) => (
        <ProjectGroup
          key={kind}
          label={label}
          projects={projects?.filter((project) => project.capabilities.kind === kind) ?? []}
          shown={shown}
          onChoose={choose}
        />
      ))}
    </nav>
  );
}

interface ProjectGroupProps {
  readonly label: string;
  readonly projects: readonly Project[];
  readonly shown: Project | null;
  readonly onChoose: (id: string) => void;
}

function ProjectGroup({ label, projects, shown, onChoose }: ProjectGroupProps) {
  if (projects.length === 0) return null;
  return (
    <>
      <SidebarLabel count={projects.length}>{label}</SidebarLabel>
      {projects.map((project) => (
        <ProjectItem key={project.id} project={project} isSelected={project.id === shown?.id} onChoose={onChoose} />
      ))}
    </>
  );
}

interface ProjectItemProps {
  readonly project: Project;
  readonly isSelected: boolean;
  readonly onChoose: (id: string) => void;
}

function ProjectItem({ project, isSelected, onChoose }: ProjectItemProps) {
  // What would reach for a server or for the network waits until somebody chooses it; what was read stays.
  const isAsked = isSelected || project.capabilities.kind === "embedded";
  const branches = useRequest("branches.list", { projectId: project.id }, { enabled: isAsked });
  const count = branches.data?.length;
  return (
    <SidebarItem
      icon={Database}
      label={visibleName(project.name)}
      hint={count ?? (branches.error ? "unreadable" : isAsked ? undefined : "not asked yet")}
      title={`${visibleName(project.name)}, PostgreSQL ${project.postgresVersion}`}
      isSelected={isSelected}
      onPress={() => onChoose(project.id)}
    />
  );
}
