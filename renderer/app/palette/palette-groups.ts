import { type FuzzyMatch, matchFuzzily } from "../../../shared/catalog/fuzzy.ts";
import type { Command } from "../../state/commands.ts";
import type { PaletteGroup } from "../../ui/overlays/palette.tsx";

const mostItems = 60;

/** The commands that fit `text`, best first within their group; the group with the best command comes first. */
export function paletteGroups(commands: readonly Command[], text: string): PaletteGroup[] {
  const found = commands
    .filter((command) => command.isEnabled?.() ?? true)
    .flatMap((command) => {
      const match = matchTitle(text, command.title);
      return match ? [{ command, match }] : [];
    })
    .sort((left, right) => right.match.score - left.match.score)
    .slice(0, mostItems);
  const groups = new Map<string, PaletteGroup["items"][number][]>();
  for (const { command, match } of found) {
    const items = groups.get(command.group) ?? [];
    groups.set(command.group, items);
    items.push({ id: command.id, label: command.title, marks: match.positions, keys: command.keys });
  }
  return [...groups].map(([title, items]) => ({ title, items }));
}

const wholeWordsBonus = 100;

/** Letters in a row, as they were typed, are what was meant; letters here and there come after. */
function matchTitle(text: string, title: string): FuzzyMatch | null {
  const wanted = text.trim().toLowerCase();
  const at = title.toLowerCase().indexOf(wanted);
  const match = matchFuzzily(text, title);
  if (wanted === "" || at < 0 || !match) return match;
  return { score: match.score + wholeWordsBonus, positions: Array.from(wanted, (_, index) => at + index) };
}
