import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useDeferredValue, useState } from "react";
import type { CatalogHit } from "../../../shared/catalog/model.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { useBridge } from "../../bridge/use-bridge.ts";
import { asAppError } from "../../bridge/use-request.ts";
import { useCommands } from "../../state/commands.ts";
import { tableTabId, tabTitle } from "../../state/tabs.ts";
import { type Tab, useDatabaseRef, useWorkspace } from "../../state/workspace.ts";
import { visibleName } from "../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Palette, type PaletteGroup } from "../../ui/overlays/palette.tsx";
import { groupTitles, openableKinds } from "./tree/tree-model.ts";
import { kindIcons } from "./tree/tree-row.ts";

const mostHits = 100;

/** Goes to a table, view or sequence by letters of its name (Mod+P). */
export function OpenAnything() {
  const [isOpen, setIsOpen] = useState(false);
  const ref = useDatabaseRef();
  useCommands([
    {
      id: "open-anything",
      title: "Open anything",
      keys: "Mod+P",
      group: "Go to",
      run: () => setIsOpen(true),
      isEnabled: () => ref !== null,
    },
  ]);
  return isOpen && ref ? <OpenPalette databaseRef={ref} onClose={() => setIsOpen(false)} /> : null;
}

interface OpenPaletteProps {
  readonly databaseRef: DatabaseRef;
  readonly onClose: () => void;
}

function OpenPalette({ databaseRef: ref, onClose }: OpenPaletteProps) {
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text.trim());
  const bridge = useBridge();
  const input = { ref, text: wanted, limit: mostHits };
  const answer = useQuery({
    queryKey: ["catalog.search", input],
    queryFn: ({ signal }) => bridge.request("catalog.search", input, { signal }),
    enabled: wanted !== "",
    placeholderData: keepPreviousData,
  });
  const tabs = useWorkspace((state) => state.tabs);
  const hits = wanted === "" ? [] : (answer.data ?? []).filter(({ kind }) => openableKinds.has(kind));
  const openTabs = wanted === "" ? tabs.filter((tab) => tab.ref.connectionId === ref.connectionId) : [];
  const run = (id: string) => {
    onClose();
    const { activateTab, openTab } = useWorkspace.getState();
    const hit = hits.find((candidate) => hitId(candidate) === id);
    if (!hit) return activateTab(id);
    const { schema, name } = hit;
    openTab({ kind: "table", id: tableTabId(ref, schema, name), ref, schema, name, view: "rows", isPreview: false });
  };
  return (
    <Palette
      label="Open a table, view or sequence by letters of its name"
      text={text}
      onText={setText}
      groups={[...tabGroup(openTabs), ...hitGroups(hits)]}
      empty={
        answer.error ? (
          <ErrorPanel error={asAppError(answer.error)} isCompact />
        ) : wanted === "" ? (
          "Type some letters: re finds run_events and RunEvents."
        ) : answer.isFetching ? (
          "Searching …"
        ) : (
          "No table, view or sequence has these letters in its name."
        )
      }
      onRun={run}
      onClose={onClose}
    />
  );
}

function tabGroup(tabs: readonly Tab[]): PaletteGroup[] {
  if (tabs.length === 0) return [];
  const items = tabs.map((tab) => ({
    id: tab.id,
    label: visibleName(tabTitle(tab)),
    icon: History,
    hint: tab.kind === "table" ? visibleName(tab.schema) : tab.kind === "erd" ? "diagram" : "query",
  }));
  return [{ title: "Open tabs", items: items.toReversed() }];
}

function hitGroups(hits: readonly CatalogHit[]): PaletteGroup[] {
  const kinds = [...new Set(hits.map(({ kind }) => kind))];
  return kinds.map((kind) => ({
    title: groupTitles[kind],
    items: hits
      .filter((hit) => hit.kind === kind)
      .map((hit) => {
        const label = visibleName(hit.name);
        return {
          id: hitId(hit),
          label,
          // Marks are offsets into the name as it is; an escaped name has others.
          marks: label === hit.name ? hit.matches : [],
          icon: kindIcons[hit.kind],
          hint: visibleName(hit.schema),
        };
      }),
  }));
}

function hitId(hit: CatalogHit): string {
  return JSON.stringify([hit.kind, hit.schema, hit.name, hit.identity]);
}
