import type { ChangeRequest } from "../../../../shared/changes/model.ts";
import { formatMs } from "../../../ui/display/format.ts";

/** The options that are approved with the bytes, in a sentence: limits, then what happens before, between and after. */
export function courseText({ options, detail }: Pick<ChangeRequest, "options" | "detail">): string {
  const { lockTimeoutMs, lockTries, statementTimeoutMs } = options;
  const { pauseMs, buildTimeoutMs, makesRestorePoint, watchSeconds } = detail.course;
  const parts = [
    makesRestorePoint ? "keeps a restore point first" : null,
    `waits for a lock at most ${formatMs(lockTimeoutMs)}, in ${lockTries} ${lockTries === 1 ? "try" : "tries"}`,
    statementTimeoutMs === 0 ? "times no statement out" : `lets a statement run ${formatMs(statementTimeoutMs)}`,
    buildTimeoutMs === 0 ? null : `lets an index build run ${formatMs(buildTimeoutMs)}`,
    pauseMs === 0 ? null : `rests ${formatMs(pauseMs)} between transactions`,
    watchSeconds === 0 ? null : `watches for ${watchSeconds} s afterwards`,
  ].filter((part) => part !== null);
  return `It ${parts.slice(0, -1).join(", ")}${parts.length > 1 ? " and " : ""}${parts.at(-1)}.`;
}
