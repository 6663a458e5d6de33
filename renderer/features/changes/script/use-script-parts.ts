import { useMemo } from "react";
import { rangesOf } from "../../../../shared/editor/model.ts";
import type { AppError } from "../../../../shared/ipc/app-error.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { cutScript, type ScriptPart, visibleText } from "./script-parts.ts";

/** A script cut by the server's own grammar. What cannot be parsed is one part, with the parser's word in `error`. */
export function useScriptParts(script: string): {
  readonly parts: readonly ScriptPart[];
  readonly statementCount: number | null;
  readonly error: AppError | null;
} {
  const answer = useRequest(
    "editor.split",
    { sql: script },
    { enabled: script !== "", staleMs: Number.POSITIVE_INFINITY },
  );
  const ranges = useMemo(() => answer.data && rangesOf(answer.data), [answer.data]);
  const parts = useMemo(
    () => cutScript(script, ranges ?? []).filter((part) => visibleText(part) !== null),
    [script, ranges],
  );
  return { parts, statementCount: ranges ? ranges.length : null, error: answer.error };
}
