import { isAppError } from "../../../../shared/ipc/app-error.ts";
import type { NeonParts } from "../neon-parts.ts";

/** Looks at the computes of projects that somebody looks at. */
export interface ComputeWatch {
  /** Says that a screen of the project is visible; it is looked at for the next half minute. */
  look(neonId: string): void;
  close(): void;
}

const lookedAtMs = 30_000;
const leastPauseMs = 5_000;
const chancePauseMs = 5_000;

/**
 * Computes fall asleep and wake without Steward's doing. While a screen shows a project, Neon's API is asked every 5 to 10 s
 * (never the database: that would wake it) and `changed` is called when a state is another one. Otherwise nothing is asked.
 */
export function watchComputes(parts: NeonParts, changed: (neonId: string) => void): ComputeWatch {
  const lookedUntilMs = new Map<string, number>();
  const closing = new AbortController();
  const run = async (neonId: string): Promise<void> => {
    let last: string | null = null;
    while (parts.clock.nowMs() < (lookedUntilMs.get(neonId) ?? 0)) {
      try {
        const states = await readStates(parts, neonId, closing.signal);
        if (last !== null && states !== last) changed(neonId);
        last = states;
        await parts.clock.sleep(leastPauseMs + chancePauseMs * parts.clock.random(), closing.signal);
      } catch (error) {
        // The list itself shows why Neon does not answer; the next visible screen begins anew.
        if (!isAppError(error)) throw error;
        break;
      }
    }
    lookedUntilMs.delete(neonId);
  };
  return {
    look: (neonId) => {
      const isWatched = lookedUntilMs.has(neonId);
      lookedUntilMs.set(neonId, parts.clock.nowMs() + lookedAtMs);
      if (!isWatched) void run(neonId);
    },
    close: () => closing.abort(),
  };
}

async function readStates(parts: NeonParts, neonId: string, signal: AbortSignal): Promise<string> {
  const { endpoints } = await parts.api.read(
    (client, settings) => client.listProjectEndpoints(neonId, settings),
    signal,
  );
  const states = endpoints.map((one) => [one.id, one.branch_id, one.current_state, one.pending_state ?? ""].join(" "));
  return states.sort().join("\n");
}
