import { useWorkspace } from "../../state/workspace.ts";
import { Button } from "../../ui/controls/button.tsx";
import { Keys } from "../../ui/controls/keys.tsx";
import { Segmented } from "../../ui/controls/segmented.tsx";
import { runCommand } from "../keys/use-keys.ts";
import "./settings-panel.css";

const mainKeys = [
  ["Mod+K", "Every command"],
  ["Mod+P", "Open anything"],
  ["Mod+B", "Sidebar"],
  ["F6", "Next region"],
  ["Alt+T", "New query"],
  ["Alt+W", "Close tab"],
] as const;

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
          {mainKeys.map(([keys, title]) => (
            <div key={keys} className="settings-key">
              <dt>{title}</dt>
              <dd>
                <Keys keys={keys} />
              </dd>
            </div>
          ))}
        </dl>
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
