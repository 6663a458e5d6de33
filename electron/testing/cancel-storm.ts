import { isAppError } from "../../shared/ipc/app-error.ts";
import type { OwnedSession } from "../postgres/session.ts";

/** How a storm went. `hit` are statements that nobody cancelled and that were ended all the same: there may be none. */
export interface StormOutcome {
  readonly cancelled: number;
  readonly ended: number;
  readonly hit: readonly string[];
}

/**
 * Cancels a statement `times` times, at moments before, at and after its own end, and sends fast statements right behind it. `seed` draws
 * the moments, so that a storm can be had again.
 */
export async function stormOfCancels(session: OwnedSession, times: number, seed: number): Promise<StormOutcome> {
  const draw = drawFrom(seed);
  const hit: string[] = [];
  let cancelled = 0;
  for (let turn = 0; turn < times; turn++) {
    const stop = new AbortController();
    // Most end about when the cancel comes, on a slow line too; every tenth would not end without it.
    const lastsMs = turn % 10 === 9 ? 30_000 : draw() * (turn % 2 === 0 ? 4 : 40);
    const slow = session.query("SELECT pg_catalog.pg_sleep($1)", [lastsMs / 1000], { signal: stop.signal });
    const outcome = slow.then(
      () => false,
      (error: unknown) => {
        if (!isAppError(error, "cancelled")) throw error;
        return true;
      },
    );
    const timer = setTimeout(() => stop.abort(), draw() * 5);
    // Asked for while the slow one may still run: they are sent the moment it has ended.
    const next = [1, 2, 3].map((number) =>
      session.query("SELECT $1::pg_catalog.int4", [number]).then(
        ({ rows }) => rows[0]?.[0] === String(number) || hit.push(`turn ${turn}: wrong answer`),
        (error: unknown) => hit.push(`turn ${turn}, statement ${number}: ${String(error)}`),
      ),
    );
    if (await outcome) cancelled += 1;
    await Promise.all(next);
    clearTimeout(timer);
  }
  return { cancelled, ended: times - cancelled, hit };
}

/** Numbers from 0 to 1, the same ones for the same seed. */
function drawFrom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}
