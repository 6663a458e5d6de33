import { Activity, FileCheck2, GitBranch, type LucideIcon, Settings, Table2, Terminal } from "lucide-react";
import { useState } from "react";
import { listedCommand } from "../../../shared/commands/command-list.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useCommands } from "../../state/commands.ts";
import { type Section, sections, useDatabaseRef, useWorkspace } from "../../state/workspace.ts";
import { useCommandKeys } from "../../ui/controls/command-keys.ts";
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
  const { first } = useCommandKeys();
  const [areSettingsOpen, setSettingsOpen] = useState(false);
  useCommands([{ ...listedCommand("settings.open"), run: () => setSettingsOpen(true) }]);
  return (
    <nav className="rail" aria-label="Activities" data-region="rail">
      {sections.map((section) => {
        const Icon = icons[section];
        const count = section === "changes" ? waiting : 0;
        return (
          <button
            key={section}
            type="button"
            className="rail-item"
            data-tour={`rail-${section}`}
            aria-current={section === current ? "page" : undefined}
            title={titleOf(first(`section.${section}`))}
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
          isOpen={areSettingsOpen}
          onOpenChange={setSettingsOpen}
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

function titleOf(keys: string | undefined): string | undefined {
  return keys === undefined ? undefined : keysLabel(keys);
}

/** Change requests of the connection that wait for somebody. */
function useWaitingChanges(): number {
  const ref = useDatabaseRef();
  const answer = useRequest("changes.list", { connectionId: ref?.connectionId ?? "none" }, { enabled: ref !== null });
  return answer.data?.filter(({ state }) => state === "open").length ?? 0;
}
