import { useMemo, useState } from "react";
import { listedCommand } from "../../../shared/commands/command-list.ts";
import { allCommands, useCommandRegistry, useCommands } from "../../state/commands.ts";
import { useChangedKeys } from "../../state/keys/changed-keys.ts";
import { Palette } from "../../ui/overlays/palette.tsx";
import { shownKeys } from "../keys/provide-keys.tsx";
import { runCommand } from "../keys/use-keys.ts";
import { paletteGroups } from "./palette-groups.ts";

/** Every command by its name (Mod+K, F1). */
export function CommandPalette() {
  const [text, setText] = useState<string | null>(null);
  const changed = useChangedKeys((state) => state.changed);
  const registered = useCommandRegistry((state) => state.registered);
  useCommands([{ ...listedCommand("palette.open"), run: () => setText("") }]);
  const groups = useMemo(
    () =>
      text === null || registered.length === 0
        ? []
        : paletteGroups(
            allCommands()
              .filter(({ id }) => id !== "palette.open")
              .map((command) => ({ ...command, keys: shownKeys(command.id, changed, command.keys) })),
            text,
          ),
    [text, registered, changed],
  );
  if (text === null) return null;
  return (
    <Palette
      label="Type a command"
      text={text}
      onText={setText}
      groups={groups}
      empty="No command has these letters in its name."
      onClose={() => setText(null)}
      onRun={(id) => {
        setText(null);
        runCommand(id);
      }}
    />
  );
}
