import { useCallback } from "react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { asAppError } from "../../bridge/use-request.ts";
import { useKeepOperation } from "../../state/kept-operations.ts";
import { firstLine } from "./advice-words.ts";
import { useAdviser } from "./adviser-store.ts";

/** Asks for advice on a query, or on the workload (null); it goes on when the page is left. */
export function useAskAdviser(): (ref: DatabaseRef, sql: string | null) => void {
  const keep = useKeepOperation();
  return useCallback(
    (ref, sql) => {
      const { add, settle } = useAdviser.getState();
      const id = crypto.randomUUID();
      add({ id, ref, sql, answer: null, workload: null, error: null });
      const fail = (error: unknown) => settle(id, { error: asAppError(error) });
      const title = { subject: id, title: "Index adviser", detail: sql === null ? "The workload" : firstLine(sql) };
      if (sql === null) {
        keep("adviser.workload", { ref }, title).then((workload) => settle(id, { workload }), fail);
        return;
      }
      keep("adviser.query", { ref, sql }, title).then((answer) => settle(id, { answer }), fail);
    },
    [keep],
  );
}
