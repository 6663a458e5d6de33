import type { RehearsalPass, RehearsedStatement } from "../../../shared/changes/model.ts";
import { segmentsOf } from "../../../shared/changes/segments.ts";
import { becomeOwner } from "../ledger/target.ts";
import { measureSegment } from "./measuring/measure-segment.ts";
import { WorkClock } from "./measuring/work-clock.ts";
import type { RehearsalScript, RehearsalSessions } from "./rehearsal-sessions.ts";

/**
 * Runs the scripts of one pass, segment by segment, and measures each statement. Ends with the first statement that
 * fails; it carries the error. Rejects only with `cancelled`, a lost connection, and bugs.
 */
export async function runPass(
  sessions: RehearsalSessions,
  pass: RehearsalPass,
  scripts: readonly RehearsalScript[],
): Promise<readonly RehearsedStatement[]> {
  const measured: RehearsedStatement[] = [];
  const clock = new WorkClock();
  try {
    for (const script of scripts) {
      await sessions.runner.execute("RESET ALL");
      await becomeOwner(sessions.runner);
      for (const segment of segmentsOf(script.statements)) {
        const statements = await measureSegment(sessions, { pass, script, segment, clock });
        measured.push(...statements);
        if (statements.some(({ error }) => error !== null)) return measured;
      }
    }
    return measured;
  } finally {
    sessions.cost.measuringMs += clock.idleMs();
  }
}
