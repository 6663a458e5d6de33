import { createOwnedSession } from "./owned-session.ts";
import { createLocalSessions } from "./process/local-sessions.ts";
import { StreamHub } from "./process/stream-hub.ts";
import type { ConnectParameters, OwnedSession, SessionOptions, StatementObserver } from "./session.ts";
import type { StepListener } from "./wire/transport.ts";

/**
 * Opens a session in this process: for the CLI, for tests and for the app's own work on embedded clusters.
 * `onStep` is told how far it gets. Rejects with `connectionFailed`, `authenticationFailed`, `tlsFailed`, `notFound`, `timeout`, `cancelled`.
 */
export async function openSession(
  parameters: ConnectParameters,
  options: SessionOptions,
  observe: StatementObserver = () => undefined,
  onStep?: StepListener,
): Promise<OwnedSession> {
  const open = createLocalSessions(new StreamHub(), {}, onStep);
  return createOwnedSession(await open(parameters, options), options.purpose, observe);
}
