/** What a key does in the heads. Enter and Space are the button's own: they sort. */
export type HeadStep =
  | { readonly kind: "focus"; readonly column: number }
  | { readonly kind: "move" | "resize"; readonly direction: -1 | 1 }
  | { readonly kind: "rows" | "menu" };

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The step of a key on the head of `column`, or null when it is none. */
export function headStep(event: Key, column: number, columnCount: number): HeadStep | null {
  const { key, shiftKey, altKey } = event;
  if (key === "ContextMenu" || (shiftKey && key === "F10") || (altKey && key === "ArrowDown")) return { kind: "menu" };
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const direction = key === "ArrowLeft" ? -1 : 1;
    if (shiftKey) return { kind: altKey ? "move" : "resize", direction };
    if (altKey) return null;
    const isFar = event.ctrlKey || event.metaKey;
    const next = isFar ? (direction < 0 ? 0 : columnCount - 1) : column + direction;
    return { kind: "focus", column: Math.max(0, Math.min(columnCount - 1, next)) };
  }
  if (altKey || shiftKey) return null;
  if (key === "ArrowDown" || key === "Escape") return { kind: "rows" };
  if (key === "Home") return { kind: "focus", column: 0 };
  if (key === "End") return { kind: "focus", column: columnCount - 1 };
  return null;
}
