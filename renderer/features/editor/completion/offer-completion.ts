import type * as MonacoApi from "monaco-editor/editor/editor.api.js";
import { listProposals } from "../../../../shared/editor/completion/list-proposals.ts";
import { neededFacts } from "../../../../shared/editor/completion/needed-facts.ts";
import type { Proposal } from "../../../../shared/editor/completion/proposal.ts";
import { readSituation } from "../../../../shared/editor/completion/reading/read-situation.ts";
import type { Monaco } from "../monaco/monaco.ts";
import type { ReadFacts } from "./catalog-facts.ts";

/** Offers completion in one model. The provider is Monaco's for the whole language, so others are told apart by URI. */
export function offerCompletion(
  monaco: Monaco,
  model: MonacoApi.editor.ITextModel,
  read: () => ReadFacts,
): MonacoApi.IDisposable {
  const kinds = kindsOf(monaco);
  return monaco.languages.registerCompletionItemProvider("pgsql", {
    triggerCharacters: [".", " ", "(", ",", "*", '"'],
    provideCompletionItems: async (asked, position) => {
      if (asked.uri.toString() !== model.uri.toString()) return { suggestions: [] };
      const situation = readSituation(asked.getValue(), asked.getOffsetAt(position));
      const { prefix, qualifier } = situation;
      const facts = await read()(neededFacts(situation), [...qualifier.slice(0, 1), prefix].filter(Boolean).join("."));
      const { replace, items } = listProposals(situation, facts);
      const start = asked.getPositionAt(replace.start);
      const end = asked.getPositionAt(replace.end);
      const range = monaco.Range.fromPositions(start, end);
      const typed = asked.getValueInRange(monaco.Range.fromPositions(start, position));
      return {
        // Every key asks again, so that the order is ours and the list stays short however many names there are.
        incomplete: true,
        suggestions: items.map((item, index) =>
          toSuggestion(monaco, item, { range, typed, index, kind: kinds[item.kind] }),
        ),
      };
    },
  });
}

interface Placed {
  readonly range: MonacoApi.IRange;
  readonly typed: string;
  readonly index: number;
  readonly kind: MonacoApi.languages.CompletionItemKind;
}

function toSuggestion(
  monaco: Monaco,
  { label, insert, detail, about, isSnippet }: Proposal,
  { range, typed, index, kind }: Placed,
): MonacoApi.languages.CompletionItem {
  return {
    label: detail === "" ? label : { label, description: detail },
    kind,
    insertText: insert,
    // Already chosen and ordered: to Monaco all of them fit alike.
    filterText: typed,
    sortText: String(index).padStart(4, "0"),
    range,
    ...(about === "" ? {} : { documentation: about }),
    ...(isSnippet ? { insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet } : {}),
  };
}

function kindsOf({ languages }: Monaco): Readonly<Record<Proposal["kind"], MonacoApi.languages.CompletionItemKind>> {
  const { CompletionItemKind: kind } = languages;
  return {
    schema: kind.Module,
    table: kind.Struct,
    view: kind.Interface,
    column: kind.Field,
    alias: kind.Variable,
    keyword: kind.Keyword,
    function: kind.Function,
    type: kind.TypeParameter,
    join: kind.Reference,
    star: kind.Snippet,
  };
}
