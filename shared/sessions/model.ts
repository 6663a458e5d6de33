/** Writes on a production database that somebody unlocked for a while. Times are ISO 8601 UTC. */
export interface WriteUnlock {
  readonly connectionId: string;
  /** Null for a plain server; the default branch of a project. */
  readonly branchId: string | null;
  readonly reason: string;
  /** Who sits at this computer, as the operating system says. */
  readonly user: string;
  readonly unlockedAt: string;
  /** When it ends by itself; main's own clock decides, whatever the wall clock does meanwhile. */
  readonly expiresAt: string;
}

/** Minutes that an unlock may last: offered, the first by default, and at most. */
export const unlockMinutes = { offered: [15, 5, 30, 60], most: 240 } as const;

/** The time that is left as a clock shows it: 702000 as "11:42", an hour and more as "1:05:00"; never below zero. */
export function formatTimeLeft(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const two = (count: number) => String(count).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const clock = `${two(minutes % 60)}:${two(seconds % 60)}`;
  return minutes < 60 ? clock : `${Math.floor(minutes / 60)}:${clock}`;
}

/** How long an unlock was made for: "15 min". */
export function formatMinutes(unlockedAt: string, expiresAt: string): string {
  return `${Math.round((Date.parse(expiresAt) - Date.parse(unlockedAt)) / 60_000)} min`;
}
