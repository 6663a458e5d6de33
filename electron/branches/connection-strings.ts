import { connectionString } from "../../shared/branches/connection-string.ts";
import type { branchesContract } from "../../shared/branches/contract.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { ControlPlane } from "../control-planes/control-plane.ts";
import { isCommandClient } from "../ipc/command-client.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { ConnectParameters } from "../postgres/session.ts";
import { type Clipboard, PassingClipboard } from "./passing-clipboard.ts";

/** How long a whole string stays on the clipboard. */
const clipboardSeconds = 60;

/** What handing out connection strings needs. */
export interface ConnectionStringsNeeds {
  readonly controlPlaneOf: (projectId: string) => ControlPlane;
  /** Tells the redactor of a password before anything is done with it. */
  readonly learn: (parameters: ConnectParameters) => void;
  readonly clipboard: Clipboard | undefined;
  readonly offerFile: ((name: string, text: string) => string) | undefined;
}

type Requests = Pick<
  typeof branchesContract,
  "branches.connectionString" | "branches.takeConnectionString" | "branches.revealConnectionString"
>;

/**
 * Connection strings to hand on. The page gets them without the password; the whole ones go to the system's clipboard or
 * into a file, past it, or to a command line. None starts a compute. `close` clears the clipboard.
 */
export function createConnectionStrings(needs: ConnectionStringsNeeds): {
  readonly handlers: Handlers<Requests>;
  close(): Promise<void>;
} {
  const { controlPlaneOf, learn, clipboard, offerFile } = needs;
  const passing = clipboard ? new PassingClipboard(clipboard, clipboardSeconds * 1000) : null;
  const targetOf = async (input: Parameters<Handlers<Requests>["branches.connectionString"]>[0]) => {
    const { projectId, branchId, database, role, isPooled } = input;
    const target = await controlPlaneOf(projectId).connectionTarget(projectId, branchId, database, role, isPooled);
    learn(target);
    return target;
  };
  const handlers: Handlers<Requests> = {
    "branches.connectionString": async (input) => {
      const target = await targetOf(input);
      return {
        shown: connectionString(target, "hidden"),
        withoutPassword: connectionString(target, null),
        way: passing ? "clipboard" : offerFile ? "file" : null,
      };
    },
    "branches.revealConnectionString": async (input, { clientId }) => {
      if (!isCommandClient(clientId))
        throw new AppError("refused", "No window is given a password.", { hint: "Use the buttons that pass it on." });
      return wholeString(await targetOf(input));
    },
    "branches.takeConnectionString": async (input) => {
      const whole = wholeString(await targetOf(input));
      if (passing) {
        await passing.write(whole);
        return { kind: "clipboard", clearedAfterSeconds: clipboardSeconds };
      }
      if (offerFile) return { kind: "file", path: offerFile(`${input.database}.env`, `DATABASE_URL=${whole}\n`) };
      throw new AppError("unsupported", "This host can hand no password on.", {
        hint: "Open Steward as an app or in a browser.",
      });
    },
  };
  return { handlers, close: async () => await passing?.clear() };
}

function wholeString(target: ConnectParameters): string {
  return connectionString(target, target.password === undefined ? null : { text: target.password });
}
