import { sections, useWorkspace } from "../../state/workspace.ts";
import { Shown } from "../../ui/frame/slots.tsx";
import { ErrorBoundary } from "../notices/error-boundary.tsx";
import { sidebars } from "../registry.tsx";
import { sectionTitles } from "./use-shell-commands.ts";
import { useVisited } from "./use-visited.ts";

/** The sidebar of the section; those seen before keep their state. */
export function SidebarArea() {
  const current = useWorkspace((state) => state.section);
  const visited = useVisited(current, sections);
  return sections
    .filter((section) => visited.has(section))
    .map((section) => {
      const Sidebar = sidebars[section];
      return (
        <Shown key={section} isVisible={section === current}>
          <ErrorBoundary region={`The sidebar of ${sectionTitles[section]}`}>
            <Sidebar />
          </ErrorBoundary>
        </Shown>
      );
    });
}
