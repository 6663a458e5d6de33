import type { historyContract } from "../../shared/history/contract.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { History } from "./history.ts";

/** Answers the requests about the history of runs. */
export function createHistoryHandlers(history: History): Handlers<typeof historyContract> {
  return {
    "history.search": (query) => history.search(query),
    "history.remove": async ({ ids }) => {
      const gone = new Set(ids);
      await history.remove(({ id }) => gone.has(id));
      return null;
    },
    "history.clear": async ({ connectionId }) => {
      await history.remove((entry) => connectionId === null || entry.connectionId === connectionId);
      return null;
    },
    "history.state": () => history.state(),
    "history.set": (settings) => history.setSettings(settings),
  };
}
