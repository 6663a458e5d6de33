import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { OpenedFile, SaveOutcome } from "../../../shared/query-files/model.ts";
import { useBridge } from "../../bridge/use-bridge.ts";
import { asAppError } from "../../bridge/use-request.ts";
import { draftText, useDrafts } from "../../state/drafts.ts";
import { savedDraftId, useQueryFiles } from "../../state/query-files.ts";
import { showToast } from "../../state/toasts.ts";
import { currentRef, type QueryTab, useWorkspace } from "../../state/workspace.ts";
import { visibleName } from "../../ui/display/visible-name.ts";
import { useFileStandings } from "./file-standings.ts";

/** What can be done with files of queries. All but `saveTo` show their failures themselves. */
export interface FileActions {
  /** Shows the file in the tab that has it, or in a new one. Rejects with an AppError. */
  open(path: string): Promise<void>;
  /** Saves a tab to its file, or asks for one. Resolves to whether it was saved. */
  save(tabId: string): Promise<boolean>;
  /** Writes a tab over its file, whatever stands there now. */
  overwrite(tabId: string): Promise<void>;
  /** Takes the file's text into the tab. */
  reload(tabId: string): Promise<void>;
  /** Makes another file the tab's own. Rejects with an AppError. */
  saveTo(tabId: string, path: string, isReplacing: boolean): Promise<SaveOutcome["kind"]>;
}

/** The actions of this window. */
export function useFileActions(): FileActions {
  const bridge = useBridge();
  const client = useQueryClient();
  return useMemo(() => {
    const told = () => client.invalidateQueries({ queryKey: ["queryFiles.places"] });
    const write = async (tab: QueryTab, path: string, expected: string | null, isReplacing: boolean) => {
      const text = draftText(tab.draftId);
      const format = tab.file?.format ?? ({ hasBom: false, lineBreak: "lf" } as const);
      const outcome = await bridge.request("queryFiles.save", { path, text, format, expected, isReplacing });
      if (outcome.kind !== "saved") return outcome.kind;
      const file = { path: outcome.path, version: outcome.version, format };
      useDrafts.getState().setText(savedDraftId(tab), text);
      useWorkspace.getState().updateTab(tab.id, { title: outcome.name, file });
      useFileStandings.getState().set(tab.id, "same");
      await told();
      return outcome.kind;
    };
    const shown = async <T>(work: () => Promise<T>): Promise<T | null> => {
      try {
        return await work();
      } catch (error) {
        showFailure(asAppError(error));
        return null;
      }
    };
    return {
      open: async (path) => {
        const opened = await bridge.request("queryFiles.open", { path });
        showOpened(opened);
        await told();
      },
      save: async (tabId) => {
        const tab = findQuery(tabId);
        if (!tab) return false;
        const { file } = tab;
        if (!file) {
          useQueryFiles.getState().ask({ kind: "saveAs", tabId });
          return false;
        }
        const kind = await shown(() => write(tab, file.path, file.version, false));
        if (kind === "changed" || kind === "missing") useFileStandings.getState().set(tabId, kind);
        return kind === "saved";
      },
      overwrite: async (tabId) => {
        const tab = findQuery(tabId);
        if (tab?.file) await shown(() => write(tab, tab.file?.path ?? "", null, true));
      },
      reload: async (tabId) => {
        const tab = findQuery(tabId);
        if (!tab?.file) return;
        const path = tab.file.path;
        await shown(async () => take(tab, await bridge.request("queryFiles.open", { path })));
      },
      saveTo: (tabId, path, isReplacing) => {
        const tab = findQuery(tabId);
        if (!tab) throw new AppError("notFound", "The tab is closed.");
        return write(tab, path, null, isReplacing);
      },
    };
  }, [bridge, client]);
}

function findQuery(tabId: string): QueryTab | null {
  const tab = useWorkspace.getState().tabs.find(({ id }) => id === tabId);
  return tab?.kind === "query" ? tab : null;
}

function showOpened(opened: OpenedFile): void {
  const { tabs, activateTab, openTab } = useWorkspace.getState();
  const open = tabs.find((tab) => tab.kind === "query" && tab.file?.path === opened.path);
  if (open) return activateTab(open.id);
  const ref = currentRef();
  if (!ref) throw new AppError("invalidInput", "No connection is chosen.", { hint: "Choose one, then open the file." });
  const id = `query-${crypto.randomUUID()}`;
  const tab: QueryTab = { kind: "query", id, ref, title: opened.name, draftId: id };
  take(tab, opened);
  openTab({ ...tab, file: fileOf(opened) });
}

/** Puts the file's text into the tab; the editor can undo it. */
function take(tab: QueryTab, opened: OpenedFile): void {
  const { setText } = useDrafts.getState();
  setText(tab.draftId, opened.text);
  setText(savedDraftId(tab), opened.text);
  useWorkspace.getState().updateTab(tab.id, { file: fileOf(opened) });
  useFileStandings.getState().set(tab.id, "same");
  if (opened.hasMixedBreaks)
    showToast({
      tone: "info",
      text: `${visibleName(opened.name)} has several kinds of line breaks. Saving writes ${opened.format.lineBreak === "crlf" ? "CR LF" : "LF"} throughout.`,
    });
}

function fileOf({ path, version, format }: OpenedFile) {
  return { path, version, format };
}

function showFailure({ code, message, hint }: AppError): void {
  if (code !== "cancelled") showToast({ tone: "error", text: hint === undefined ? message : `${message} ${hint}` });
}
