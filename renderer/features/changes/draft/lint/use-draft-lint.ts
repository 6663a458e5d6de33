import { useState } from "react";
import type { DraftLint } from "../../../../../shared/changes/draft-lint.ts";
import { useRequest } from "../../../../bridge/use-request.ts";
import { useSettled } from "../../../../ui/use-settled.ts";

/** Typing that pauses for so long is linted; what was asked before is cancelled. */
const settleMs = 400;
/** What others do to the database is seen when the draft is looked at again. */
const staleMs = 60_000;

/** The scripts of a draft. */
export interface DraftScripts {
  readonly up: string;
  readonly down: string | null;
}

/** The newest answer, the scripts that it is about, and whether those are still the ones on the screen. */
export interface LiveLint {
  readonly lint: DraftLint | null;
  readonly scripts: DraftScripts;
  readonly isCurrent: boolean;
  readonly error: Error | null;
}

/** Lints while somebody types. The answer before stays until there is a newer one. */
export function useDraftLint(connectionId: string, { up, down }: DraftScripts): LiveLint {
  const [settledUp, settledDown] = [useSettled(up, settleMs), useSettled(down, settleMs)];
  const isEmpty = settledUp.trim() === "" && (settledDown ?? "").trim() === "";
  const { data, error } = useRequest(
    "changes.lint",
    { connectionId, upSql: settledUp, downSql: settledDown },
    { enabled: !isEmpty, staleMs },
  );
  const [shown, setShown] = useState<{ readonly lint: DraftLint; readonly scripts: DraftScripts } | null>(null);
  if (data && shown?.lint !== data) setShown({ lint: data, scripts: { up: settledUp, down: settledDown } });
  if (isEmpty || shown === null) return { lint: null, scripts: { up, down }, isCurrent: isEmpty, error };
  const isCurrent = shown.lint === data && shown.scripts.up === up && shown.scripts.down === down;
  return { ...shown, isCurrent, error };
}
