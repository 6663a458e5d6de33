import { Terminal, Workflow } from "lucide-react";
import { matchFuzzily } from "../../../../shared/catalog/fuzzy.ts";
import type { CatalogHit } from "../../../../shared/catalog/model.ts";
import type { ObjectAddress } from "../../../../shared/catalog/object-details.ts";
import { kindWords } from "../../../../shared/catalog/object-kinds.ts";
import { type RecentObject, recentKey } from "../../../state/recent-objects.ts";
import { tabTitle } from "../../../state/tabs.ts";
import type { ErdTab, QueryTab } from "../../../state/workspace.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import type { PaletteItem } from "../../../ui/overlays/palette.tsx";
import { kindIcons } from "../kind-icons.ts";
import { objectText } from "../tree/tree-model.ts";

/** What a line of the palette opens. */
export type Choice =
  | { readonly kind: "object" | "details"; readonly address: ObjectAddress }
  | { readonly kind: "tab"; readonly id: string };

/** A line of the palette with what it opens. */
export interface OpenItem extends PaletteItem {
  readonly choice: Choice;
}

interface OpenGroup {
  readonly title: string;
  readonly items: readonly OpenItem[];
}

interface PaletteInput {
  readonly text: string;
  /** Best first. */
  readonly hits: readonly CatalogHit[];
  /** Last opened first. */
  readonly recent: readonly RecentObject[];
  /** Open tabs that show no object. */
  readonly otherTabs: readonly (QueryTab | ErdTab)[];
}

/** Recently opened objects that fit stand first, then other open tabs, then the other hits, best kind first. */
export function paletteGroups(input: PaletteInput): readonly OpenGroup[] {
  const fitting = input.recent.flatMap((object) => {
    const matches = recentMatches(input.text, object.address);
    return matches ? [{ object, item: recentItem(object, matches) }] : [];
  });
  const shown = fitting.slice(0, input.text === "" ? 20 : 5);
  const otherTabs = input.otherTabs.flatMap((tab) => tabItem(input.text, tab) ?? []);
  const known = new Set(shown.map(({ object }) => nameKey(object.address, object.isRows)));
  const others = input.hits.filter((hit) => !known.has(nameKey(hit, kindHasRows(hit))));
  const kinds = [...new Set(others.map(({ kind }) => kind))];
  const groups = [
    { title: "Recent", items: shown.map(({ item }) => item) },
    { title: "Open queries and diagrams", items: otherTabs },
    ...kinds.map((kind) => ({
      title: kindWords[kind].title,
      items: others.filter((hit) => hit.kind === kind).map(hitItem),
    })),
  ];
  return groups.filter(({ items }) => items.length > 0);
}

function kindHasRows({ kind }: ObjectAddress): boolean {
  return kind === "table" || kind === "view" || kind === "materializedView" || kind === "sequence";
}

/** A table's tab is remembered without whether it was a table or a view: both share their names. */
function nameKey({ kind, schema, parent, name, identity }: ObjectAddress, isRows: boolean): string {
  return JSON.stringify([isRows ? "rows" : kind, schema, parent, name, identity]);
}

/** By the name, or with a dot by what stands before it too; as the search on the server does it. */
function recentMatches(text: string, { schema, parent, name }: ObjectAddress): readonly number[] | null {
  const own = matchFuzzily(text, name);
  if (own || !text.includes(".")) return own?.positions ?? null;
  return matchFuzzily(text, `${parent === "" ? schema : parent}.${name}`) ? [] : null;
}

function recentItem(object: RecentObject, matches: readonly number[]): OpenItem {
  const { address, isRows } = object;
  return {
    ...lineOf(address, matches),
    id: `recent ${recentKey(object)}`,
    choice: { kind: isRows ? "object" : "details", address },
  };
}

function tabItem(text: string, tab: QueryTab | ErdTab): OpenItem | null {
  const { id, kind } = tab;
  const title = tabTitle(tab);
  const match = matchFuzzily(text, title);
  const label = visibleName(title);
  const marks = label === title ? (match?.positions ?? []) : [];
  const [icon, hint] = kind === "query" ? ([Terminal, "query"] as const) : ([Workflow, "diagram"] as const);
  return match && { id, label, marks, icon, hint, choice: { kind: "tab", id } };
}

function hitItem(hit: CatalogHit): OpenItem {
  const { kind, schema, parent, name, identity, matches } = hit;
  const address = { kind, schema, parent, name, identity };
  return { ...lineOf(address, matches), id: JSON.stringify(address), choice: { kind: "object", address } };
}

function lineOf(address: ObjectAddress, matches: readonly number[]) {
  const label = objectText(address);
  const place = [address.schema, address.parent].filter((name) => name !== "").map((name) => visibleName(name));
  return {
    label,
    // Marks are offsets into the name as it is; an escaped name has others.
    marks: label.startsWith(address.name) ? matches : [],
    icon: kindIcons[address.kind],
    hint: place.length > 0 ? place.join(".") : kindWords[address.kind].word,
  };
}
