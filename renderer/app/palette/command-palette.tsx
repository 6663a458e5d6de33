import { useMemo, useState } from "react";
import { menuCommand } from "../../../shared/commands/menu-commands.ts";
import { allCommands, useCommandRegistry, useCommands } from "../../state/commands.ts";
import { Palette } from "../../ui/overlays/palette.tsx";
import { runCommand } from "../keys/use-keys.ts";
import { paletteGroups } from "./palette-groups.ts";

/** Every command by its name (Mod+K, F1). */
export function CommandPalette() {
  const [text, setText] = useState<string | null>(null);
  const registered = useCommandRegistry((state) => state.registered);
  useCommands([{ ...menuCommand("palette.open"), group: "Window", run: () => setText("") }]);
  const groups = useMemo(
    () =>
      text === null || registered.length === 0
        ? []
        : paletteGroups(
            allCommands().filter(({ id }) => id !== "palette.open"),
            text,
          ),
    [text, registered],
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
