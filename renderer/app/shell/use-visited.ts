import { useState } from "react";

/** The ids that were shown at least once and still exist. What was seen stays mounted, so that its work lives on. */
export function useVisited(current: string | null, existing: readonly string[]): ReadonlySet<string> {
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set());
  const isNew = current !== null && existing.includes(current) && !visited.has(current);
  const isStale = [...visited].some((id) => !existing.includes(id));
  if (!isNew && !isStale) return visited;
  const next = new Set([...visited, ...(isNew ? [current] : [])].filter((id) => existing.includes(id)));
  setVisited(next);
  return next;
}
