import type { StatisticsAge } from "../../../shared/indexes/model.ts";
import { formatAgo } from "../../ui/display/format.ts";

/** Use is counted since then; young counters prove little. */
export function countedSince({ sinceReset, serverStartedAt }: StatisticsAge): string {
  return sinceReset === null
    ? `Use of indexes counted since the server began, ${formatAgo(serverStartedAt)}, or longer`
    : `Use of indexes counted since ${formatAgo(sinceReset)}`;
}
