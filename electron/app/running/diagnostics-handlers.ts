import type { diagnosticsContract } from "../../../shared/ipc/diagnostics.ts";
import type { Handlers } from "../../ipc/handlers.ts";
import type { EventLoopWatch } from "./event-loop-watch.ts";
import type { PageErrorLog } from "./page-error-log.ts";

/** Answers the requests about the app itself. */
export function createDiagnosticsHandlers(
  watch: EventLoopWatch,
  pageErrors: PageErrorLog,
): Handlers<typeof diagnosticsContract> {
  return {
    "diagnostics.eventLoop": async ({ reset }) => {
      const delay = watch.read();
      if (reset) watch.reset();
      return delay;
    },
    "diagnostics.reportPageError": async (error) => ({ isLogged: pageErrors.write(error) }),
  };
}
