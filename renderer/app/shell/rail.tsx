import { Activity, FileCheck2, GitBranch, type LucideIcon, Settings, Table2, Terminal } from "lucide-react";
import { useRequest } from "../../bridge/use-request.ts";
import { type Section, sections, useDatabaseRef, useWorkspace } from "../../state/workspace.ts";
import { keysLabel } from "../../ui/controls/keys.tsx";
import { PopoverButton } from "../../ui/overlays/popover.tsx";
import "./rail.css";
import { SettingsPanel } from "./settings-panel.tsx";
import { sectionTitles } from "./use-shell-commands.ts";

const icons: Readonly<Record<Section, LucideIcon>> = {
  browse: Table2,
  query: Terminal,
  health: Activity,
  branches: GitBranch,
  changes: FileCheck2,
};

/** The activities of the window. */
export function Rail() {
  const current = useWorkspace((state) => state.section);
  const showSection = useWorkspace((state) => state.showSection);
  const waiting = useWaitingChanges();
  return (
    <nav className="rail" aria-label="Activities" data-region="rail">
      {sections.map((section, index) => {
        const Icon = icons[section];
        const count = section === "changes" ? waiting : 0;
        return (
          <button
            key={section}
            type="button"
            className="rail-item"
            data-tour={`rail-${section}`}
            aria-current={section === current ? "page" : undefined}
            title={keysLabel(`Mod+${index + 1}`)}
            onClick={() => showSection(section)}
          >
            <Icon aria-hidden className="rail-icon" />
            {sectionTitles[section]}
            {count > 0 && (
              <span className="rail-count">
                {count}
                <span className="visually-hidden"> waiting</span>
              </span>
            )}
          </button>
        );
      })}
      <div className="rail-end">
        <PopoverButton
          label="Settings"
          buttonClass="rail-item"
          placement="right bottom"
          button={<Settings aria-hidden className="rail-icon" />}
        >
          {(close) => <SettingsPanel onClose={close} />}
        </PopoverButton>
      </div>
    </nav>
  );
}

/** Change requests of the connection that wait for somebody. */
function useWaitingChanges(): number {
  const ref = useDatabaseRef();
  const answer = useRequest("changes.list", { connectionId: ref?.connectionId ?? "none" }, { enabled: ref !== null });
  return answer.data?.filter(({ state }) => state === "open").length ?? 0;
}
