import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { listedCommand } from "../../../shared/commands/command-list.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { useBridge } from "../../bridge/use-bridge.ts";
import { asAppError } from "../../bridge/use-request.ts";
import { useCommands } from "../../state/commands.ts";
import { recentOfConnection } from "../../state/recent-objects.ts";
import { useDatabaseRef, useWorkspace } from "../../state/workspace.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Palette } from "../../ui/overlays/palette.tsx";
import { openDetails, openObject } from "./opening/open-object.ts";
import { paletteGroups } from "./opening/palette-groups.ts";

const mostHits = 100;

/** Goes to an object of any kind by letters of its name (Mod+P). */
export function OpenAnything() {
  const [isOpen, setIsOpen] = useState(false);
  const ref = useDatabaseRef();
  useCommands([
    {
      ...listedCommand("open-anything"),
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
  const allRecent = useWorkspace((state) => state.recentObjects);
  const groups = paletteGroups({
    text: wanted,
    hits: wanted === "" ? [] : (answer.data ?? []),
    recent: recentOfConnection(allRecent, ref),
    otherTabs: tabs
      .filter((tab) => tab.kind === "query" || tab.kind === "erd")
      .filter((tab) => tab.ref.connectionId === ref.connectionId),
  });
  const run = (id: string) => {
    onClose();
    const choice = groups.flatMap(({ items }) => items).find((item) => item.id === id)?.choice;
    if (choice?.kind === "tab") useWorkspace.getState().activateTab(choice.id);
    else if (choice?.kind === "details") openDetails(ref, choice.address, false);
    else if (choice) openObject(ref, choice.address, false);
  };
  return (
    <Palette
      label="Open a table, function or any other object by letters of its name"
      text={text}
      onText={setText}
      groups={groups}
      empty={
        answer.error ? (
          <ErrorPanel error={asAppError(answer.error)} isCompact />
        ) : wanted === "" ? (
          "Type some letters: re finds run_events and RunEvents, orders.st the column state of orders."
        ) : answer.isFetching ? (
          "Searching …"
        ) : (
          "No object has these letters in its name."
        )
      }
      onRun={run}
      onClose={onClose}
    />
  );
}
