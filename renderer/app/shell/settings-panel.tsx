import type { CommandId } from "../../../shared/commands/command-list.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { Button } from "../../ui/controls/button.tsx";
import { KeysOf } from "../../ui/controls/keys.tsx";
import { Segmented } from "../../ui/controls/segmented.tsx";
import { runCommand } from "../keys/use-keys.ts";
import "./settings-panel.css";

const mainKeys = [
  ["palette.open", "Every command"],
  ["open-anything", "Open anything"],
  ["panel.sidebar", "Sidebar"],
  ["region.next", "Next region"],
  ["query.new", "New query"],
  ["tab.close", "Close tab"],
] as const satisfies readonly (readonly [CommandId, string])[];

const idleWarnings: readonly (readonly [number | null, string])[] = [
  [10_000, "10 s"],
  [60_000, "1 min"],
  [300_000, "5 min"],
  [null, "Never"],
];

/** Looks of the window, its most used keys, and the tour. */
export function SettingsPanel({ onClose }: { readonly onClose: () => void }) {
  const { theme, density, idleWarningMs, setTheme, setDensity, setIdleWarning } = useWorkspace();
  return (
    <>
      <section className="settings-part">
        <h3 className="settings-label">Theme</h3>
        <Segmented
          label="Theme"
          value={theme}
          options={[
            { value: "system", label: "System" },
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
            { value: "contrast", label: "Contrast" },
          ]}
          onChange={setTheme}
        />
      </section>
      <section className="settings-part">
        <h3 className="settings-label">Density</h3>
        <Segmented
          label="Density"
          value={density}
          options={[
            { value: "compact", label: "Compact" },
            { value: "comfortable", label: "Comfortable" },
          ]}
          onChange={setDensity}
        />
      </section>
      <section className="settings-part">
        <h3 className="settings-label">Warn when a transaction stands idle for</h3>
        <Segmented
          label="Warn when a transaction stands idle for"
          value={String(idleWarningMs)}
          options={idleWarnings.map(([ms, label]) => ({ value: String(ms), label }))}
          onChange={(value) => setIdleWarning(value === "null" ? null : Number(value))}
        />
      </section>
      <section className="settings-part">
        <h3 className="settings-label">Keys</h3>
        <dl className="settings-keys">
          {mainKeys.map(([command, title]) => (
            <div key={command} className="settings-key">
              <dt>{title}</dt>
              <dd>
                <KeysOf command={command} />
              </dd>
            </div>
          ))}
        </dl>
        <Button
          command="keys.sheet"
          onPress={() => {
            onClose();
            runCommand("keys.sheet");
          }}
        >
          All keys, and change them
        </Button>
      </section>
      <Button
        onPress={() => {
          onClose();
          runCommand("tour.start");
        }}
      >
        Show the tour
      </Button>
    </>
  );
}
