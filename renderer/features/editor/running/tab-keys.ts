/** What keys do in a query tab. */
export type TabCommand = "run" | "runAll" | "explain" | "analyze" | "cancel" | "commit" | "rollback" | "format";

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly code?: string;
}

/**
 * The command of a key, or null. Escape cancels only while something runs, so that it never takes text or closes what
 * is open; commit and roll back only inside a transaction.
 */
export function commandFor(
  event: Pressed,
  state: { readonly isIdle: boolean; readonly isInTransaction: boolean },
): TabCommand | null {
  const isMod = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  // With Alt some systems give another character than F.
  if (event.altKey && event.shiftKey && !isMod && (key === "f" || event.code === "KeyF")) return "format";
  if (event.altKey) return null;
  if (isMod && key === "enter") return event.shiftKey ? "runAll" : "run";
  if (key === "f5" && !isMod) return "run";
  if (key === "f7" && !isMod) return event.shiftKey ? "analyze" : "explain";
  if (!state.isIdle && ((isMod && key === ".") || (key === "escape" && !isMod))) return "cancel";
  if (!(isMod && event.shiftKey && state.isInTransaction)) return null;
  return key === "m" ? "commit" : key === "r" ? "rollback" : null;
}
