import { readChangedKeys } from "../../../shared/commands/changed-keys.ts";
import type { Bridge } from "../../bridge/bridge.ts";
import { asAppError } from "../../bridge/use-request.ts";
import { useActingRoles } from "../../state/acting-role.ts";
import { useDrafts } from "../../state/drafts.ts";
import { useStagedEdits } from "../../state/edits/staged-edits.ts";
import { useGridLayouts } from "../../state/grid-layouts.ts";
import { useChangedKeys } from "../../state/keys/changed-keys.ts";
import { useLayout } from "../../state/layout.ts";
import { keptParameters, useQueryParameters } from "../../state/parameters/query-parameters.ts";
import { type StateFiles, StateWriter, useStateFiles } from "../../state/saving/state-files.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { readStagedEdits, writeStagedEdits } from "./saved-edits.ts";
import {
  draftKey,
  readDraftIds,
  readGridLayouts,
  readLayout,
  readParameters,
  readRoles,
  readWorkspace,
  writeWorkspace,
} from "./saved-state.ts";

const delayMs = 200;

/** The files of the data folder, through the bridge. */
export function stateFilesOf(bridge: Bridge): StateFiles {
  return {
    read: (key) => bridge.request("workspace.readState", { key }),
    write: async (key, text) => {
      await bridge.request("workspace.writeState", { key, text });
    },
  };
}

/** Puts back what was kept: tabs, drafts, layout, roles, keys. */
export async function restoreState(files: StateFiles): Promise<void> {
  const names = ["workspace", "layout", "roles", "drafts", "grids", "edits", "parameters", "keys"] as const;
  const [workspaceText, layoutText, rolesText, draftsText, gridsText, editsText, parametersText, keysText] =
    await Promise.all(names.map((name) => files.read(name)));
  const workspace = readWorkspace(workspaceText ?? null);
  const ids = new Set(readDraftIds(draftsText ?? null));
  for (const tab of workspace.tabs) if (tab.kind === "query" || tab.kind === "plan") ids.add(tab.draftId);
  const texts = await Promise.all([...ids].map(async (id) => [id, await files.read(draftKey(id))] as const));
  useDrafts.setState({
    texts: Object.fromEntries(texts.filter(([, text]) => text !== null)) as Record<string, string>,
  }); // nulls are out
  useLayout.setState(readLayout(layoutText ?? null) ?? {});
  useGridLayouts.setState({ kept: readGridLayouts(gridsText ?? null) });
  useStagedEdits.setState({ tables: readStagedEdits(editsText ?? null) });
  useQueryParameters.setState({ byTab: readParameters(parametersText ?? null) });
  useActingRoles.setState({ roleByConnection: readRoles(rolesText ?? null) });
  useChangedKeys.getState().change(readChangedKeys(keysText ?? null));
  useWorkspace.setState(workspace);
  useStateFiles.getState().connect(files);
}

/** Writes each change a moment later; what still waits goes out when the window does. */
export function keepState(files: StateFiles): void {
  const writer = new StateWriter(files, delayMs, (error) => {
    const failure = error === null ? null : wordsOf(error);
    if (useStateFiles.getState().failure !== failure) useStateFiles.setState({ failure });
  });
  useWorkspace.subscribe((state) => writer.write("workspace", writeWorkspace(state)));
  useLayout.subscribe(({ isSidebarOpen, isInspectorOpen, isLogOpen, sizes }) =>
    writer.write("layout", JSON.stringify({ isSidebarOpen, isInspectorOpen, isLogOpen, sizes })),
  );
  useGridLayouts.subscribe(({ kept }) => writer.write("grids", JSON.stringify(kept)));
  useStagedEdits.subscribe(({ tables }) => writer.write("edits", writeStagedEdits(tables)));
  useQueryParameters.subscribe(({ byTab }) => writer.write("parameters", JSON.stringify(keptParameters(byTab))));
  useChangedKeys.subscribe(({ changed }) => writer.write("keys", JSON.stringify(changed)));
  useActingRoles.subscribe(({ roleByConnection }) => writer.write("roles", JSON.stringify(roleByConnection)));
  useDrafts.subscribe(({ texts }, before) => {
    for (const [id, text] of Object.entries(texts)) if (before.texts[id] !== text) writer.write(draftKey(id), text);
    const removed = Object.keys(before.texts).filter((id) => texts[id] === undefined);
    for (const id of removed) writer.write(draftKey(id), null);
    const ids = Object.keys(texts);
    if (removed.length > 0 || ids.length !== Object.keys(before.texts).length)
      writer.write("drafts", JSON.stringify(ids));
  });
  window.addEventListener("pagehide", () => writer.flush());
  document.addEventListener("visibilitychange", () => writer.flush());
}

function wordsOf(error: unknown): string {
  const { message, hint } = asAppError(error);
  return hint === undefined ? message : `${message} ${hint}`;
}
