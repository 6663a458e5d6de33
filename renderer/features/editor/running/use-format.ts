import { type RefObject, useCallback } from "react";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import { showToast } from "../../../state/toasts.ts";
import type { SqlEditorHandle } from "../monaco/sql-editor.tsx";
import type { TabText } from "./use-tab-actions.ts";

/** Lays the selection, or the whole text, out anew; one step of undo. What it would change in meaning is left alone. */
export function useFormat(editor: RefObject<SqlEditorHandle | null>, read: () => TabText): () => Promise<void> {
  const bridge = useBridge();
  return useCallback(async () => {
    const { text, selection } = read();
    const sql = selection ? text.slice(selection.start, selection.end) : text;
    try {
      const outcome = await bridge.request("editor.format", { sql });
      if (outcome.kind === "refused") showToast({ tone: "info", text: `Not formatted. ${outcome.reason}` });
      // What was typed meanwhile is not overwritten.
      else if (read().text === text) editor.current?.replace(selection, outcome.sql);
    } catch (error) {
      showToast({ tone: "error", text: `Not formatted. ${asAppError(error).message}` });
    }
  }, [bridge, editor, read]);
}
