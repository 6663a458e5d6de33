import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { listedCommand } from "../../../../shared/commands/command-list.ts";
import { fixedKeys } from "../../../../shared/commands/fixed-keys.ts";
import { allCommands, useCommandRegistry, useCommands } from "../../../state/commands.ts";
import { isMac } from "../../../state/keys/changed-keys.ts";
import { Keys } from "../../../ui/controls/keys.tsx";
import { SearchField } from "../../../ui/controls/text-field.tsx";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import { KeyLine } from "./key-line.tsx";
import "./keys-sheet.css";
import { ResetAll } from "./reset-all.tsx";
import { sheetCommands, sheetGroups } from "./sheet-groups.ts";
import { useKeyChanges } from "./use-key-changes.ts";

/** The list of all keys, where they can be changed as well. */
export function KeysSheet() {
  const [isOpen, setIsOpen] = useState(false);
  useCommands([{ ...listedCommand("keys.sheet"), run: () => setIsOpen(true) }]);
  return isOpen ? <OpenSheet onClose={() => setIsOpen(false)} /> : null;
}

function OpenSheet({ onClose }: { readonly onClose: () => void }) {
  const registered = useCommandRegistry((state) => state.registered);
  const commands = useMemo(() => (registered.length === 0 ? [] : sheetCommands(allCommands())), [registered]);
  const [text, setText] = useState("");
  const changes = useKeyChanges(commands);
  const groups = sheetGroups(commands, text, changes.changed, isMac);
  const list = useRef<HTMLDivElement>(null);
  useFocusAfterChange(list, changes.doing);
  return (
    <Dialog
      title="Keyboard shortcuts"
      isOpen
      size="large"
      onClose={onClose}
      footer={<ResetAll count={Object.keys(changes.changed).length} onReset={changes.resetAll} />}
    >
      <SearchField
        label="Search commands and keys"
        value={text}
        onChange={setText}
        autoFocus
        onKeyDown={(event) => event.key === "ArrowDown" && focusLine(list.current, event, 1)}
      />
      {/* Arrows go from line to line beside Tab, which goes through every button.
      biome-ignore lint/a11y/useSemanticElements: a fieldset cannot scroll in every browser. */}
      <div
        className="keys-sheet"
        ref={list}
        role="group"
        aria-label="Commands"
        onKeyDown={(event) => {
          const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
          if (step !== 0) focusLine(list.current, event, step);
        }}
      >
        {groups.map((group) => (
          <section key={group.title} aria-label={group.title}>
            <h3 className="keys-sheet-group">{group.title}</h3>
            <ul>
              {group.commands.map((command) => (
                <KeyLine key={command.id} command={command} commands={commands} changes={changes} />
              ))}
            </ul>
          </section>
        ))}
        {groups.length === 0 && <p className="keys-sheet-none">No command has these words in its name or keys.</p>}
        {text === "" && <FixedKeys />}
      </div>
    </Dialog>
  );
}

function FixedKeys() {
  return (
    <section aria-label="Keys that stay">
      <h3 className="keys-sheet-group">Keys that stay as they are</h3>
      <ul>
        {fixedKeys.map(({ title, keys }) => (
          <li key={title} className="key-line">
            <div className="key-line-row">
              <span className="key-line-title">{title}</span>
              <span className="key-line-keys">
                {keys.map((one) => (
                  <Keys key={one} keys={one} />
                ))}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function focusLine(list: HTMLElement | null, event: KeyboardEvent, step: number): void {
  const lines = [...(list?.querySelectorAll<HTMLElement>("[data-line]") ?? [])];
  const at = lines.findIndex((line) => line.contains(document.activeElement));
  const target = lines[Math.max(0, Math.min(lines.length - 1, at + step))]?.querySelector("button");
  if (!target) return;
  event.preventDefault();
  target.focus();
}

/** When keys were pressed or a question was answered, the focus goes back to the line that it was about. */
function useFocusAfterChange(
  list: React.RefObject<HTMLElement | null>,
  doing: ReturnType<typeof useKeyChanges>["doing"],
): void {
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (doing.kind === "pressing") last.current = doing.command.id;
    else if (doing.kind === "deciding") last.current = doing.plan.command.id;
    else if (last.current !== null) {
      const line = list.current?.querySelector(`[data-line="${CSS.escape(last.current)}"]`);
      line?.querySelector("button")?.focus();
      last.current = null;
    }
  }, [list, doing]);
}
