import type * as MonacoApi from "monaco-editor/editor/editor.api.js";
import type { ObjectName } from "../../../../shared/databases/model.ts";
import { describeMeaning } from "../../../../shared/editor/naming/describe-meaning.ts";
import { neededForMention, readMention, resolveMention } from "../../../../shared/editor/naming/read-mention.ts";
import { formatBytes, formatShortCount } from "../../../ui/display/format.ts";
import type { Monaco } from "../monaco/monaco.ts";
import type { ReadFacts } from "./catalog-facts.ts";

/** Tells in a hover what a name means. */
export function offerHover(
  monaco: Monaco,
  model: MonacoApi.editor.ITextModel,
  read: () => ReadFacts,
): MonacoApi.IDisposable {
  return monaco.languages.registerHoverProvider("pgsql", {
    provideHover: async (asked, position) => {
      if (asked.uri.toString() !== model.uri.toString()) return null;
      const mention = readMention(asked.getValue(), asked.getOffsetAt(position));
      if (!mention) return null;
      const needed = neededForMention(mention);
      const facts = await read()({ ...needed, foreignKeys: needed.details.length > 0 }, "");
      const meaning = resolveMention(mention, facts);
      if (!meaning) return null;
      const lines = describeMeaning(meaning, facts.foreignKeys, { count: formatShortCount, bytes: formatBytes });
      return {
        range: monaco.Range.fromPositions(asked.getPositionAt(mention.start), asked.getPositionAt(mention.end)),
        contents: [{ value: fenced(lines.join("\n")), isTrusted: false, supportHtml: false }],
      };
    },
  });
}

/** Goes to the table that a name means, or whose column it is: F12, F4, and a click with Ctrl or Command. */
export function offerDefinition(
  monaco: Monaco,
  editor: MonacoApi.editor.IStandaloneCodeEditor,
  read: () => ReadFacts,
  open: (name: ObjectName) => void,
): readonly MonacoApi.IDisposable[] {
  const openAt = async (position: MonacoApi.IPosition | null) => {
    const model = editor.getModel();
    if (!model || !position) return;
    const mention = readMention(model.getValue(), model.getOffsetAt(position));
    if (!mention) return;
    const meaning = resolveMention(mention, await read()(neededForMention(mention), ""));
    const details = meaning?.kind === "relation" || meaning?.kind === "column" ? meaning.details : null;
    if (details) open({ schema: details.schema, name: details.name });
  };
  return [
    editor.addAction({
      id: "steward.definition",
      label: "Go to Definition",
      keybindings: [monaco.KeyCode.F12, monaco.KeyCode.F4],
      contextMenuGroupId: "navigation",
      run: () => openAt(editor.getPosition()),
    }),
    editor.onMouseDown(({ event, target }) => {
      if (!(event.ctrlKey || event.metaKey) || !event.leftButton) return;
      void openAt(target.position);
    }),
  ];
}

/** A block of code that nothing in the text can end: names and comments of a database are never markup. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}pgsql\n${text}\n${fence}`;
}
