/** Allows a crashed page to be loaded again, but not for ever: at most `limit` times within `windowMs`. */
export function createRestartLimit(limit: number, windowMs: number, now: () => number): () => boolean {
  let recent: readonly number[] = [];
  return () => {
    const time = now();
    recent = recent.filter((earlier) => time - earlier < windowMs);
    if (recent.length >= limit) return false;
    recent = [...recent, time];
    return true;
  };
}
