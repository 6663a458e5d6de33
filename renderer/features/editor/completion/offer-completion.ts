import type * as MonacoApi from "monaco-editor/editor/editor.api.js";
import type { Monaco } from "../monaco/monaco.ts";
import type { CompletionSource } from "./completion-source.ts";
import { type Completion, listCompletions } from "./list-completions.ts";

/** Offers completion in one model. The provider is Monaco's for the whole language, so others are told apart by URI. */
export function offerCompletion(
  monaco: Monaco,
  model: MonacoApi.editor.ITextModel,
  source: () => CompletionSource,
): MonacoApi.IDisposable {
  const { CompletionItemKind, CompletionItemInsertTextRule } = monaco.languages;
  const kinds: Readonly<Record<Completion["kind"], MonacoApi.languages.CompletionItemKind>> = {
    schema: CompletionItemKind.Module,
    table: CompletionItemKind.Struct,
    view: CompletionItemKind.Interface,
    column: CompletionItemKind.Field,
    alias: CompletionItemKind.Variable,
    keyword: CompletionItemKind.Keyword,
    function: CompletionItemKind.Function,
  };
  return monaco.languages.registerCompletionItemProvider("pgsql", {
    triggerCharacters: [".", " "],
    provideCompletionItems: async (asked, position) => {
      if (asked.uri.toString() !== model.uri.toString()) return { suggestions: [] };
      const word = asked.getWordUntilPosition(position);
      const range = new monaco.Range(position.lineNumber, word.startColumn, position.lineNumber, word.endColumn);
      const offers = await listCompletions(asked.getValue(), asked.getOffsetAt(position), source());
      return {
        suggestions: offers.map(({ label, insert, kind, detail, rank }) => ({
          label: detail === "" ? label : { label, description: detail },
          kind: kinds[kind],
          insertText: insert,
          sortText: `${rank}${label}`,
          range,
          ...(kind === "function" ? { insertTextRules: CompletionItemInsertTextRule.InsertAsSnippet } : {}),
        })),
      };
    },
  });
}
