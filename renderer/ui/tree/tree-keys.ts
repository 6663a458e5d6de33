/** What a key does in a tree. */
export type TreeStep =
  | { readonly kind: "focus"; readonly index: number }
  | { readonly kind: "toggle"; readonly id: string; readonly isOpen: boolean }
  | { readonly kind: "open"; readonly id: string }
  | { readonly kind: "select"; readonly id: string };

interface Line {
  readonly id: string;
  readonly depth: number;
  readonly isOpen: boolean | null;
}

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const pageLines = 20;
const typingMs = 700;

/** The step of `key` at line `at`. `typed` is kept by the caller between keys: letters soon after each other add up. */
export function nextTreeStep<Row extends Line>(
  rows: readonly Row[],
  at: number,
  key: Key,
  typed: { text: string; at: number },
  textOf: (row: Row) => string,
  now = Date.now(),
): TreeStep | null {
  const row = rows[at];
  if (!row || key.ctrlKey || key.metaKey || key.altKey) return null;
  const focus = (index: number): TreeStep => ({ kind: "focus", index: Math.max(0, Math.min(rows.length - 1, index)) });
  switch (key.key) {
    case "ArrowDown":
      return focus(at + 1);
    case "ArrowUp":
      return focus(at - 1);
    case "PageDown":
      return focus(at + pageLines);
    case "PageUp":
      return focus(at - pageLines);
    case "Home":
      return focus(0);
    case "End":
      return focus(rows.length - 1);
    case "ArrowRight":
      if (row.isOpen === null) return null;
      return row.isOpen ? focus(at + 1) : { kind: "toggle", id: row.id, isOpen: true };
    case "ArrowLeft":
      return row.isOpen ? { kind: "toggle", id: row.id, isOpen: false } : focus(parentOf(rows, at));
    case "Enter":
      return row.isOpen === null ? { kind: "open", id: row.id } : { kind: "toggle", id: row.id, isOpen: !row.isOpen };
    case " ":
      return { kind: "select", id: row.id };
    default:
      return key.key.length === 1 ? findTyped(rows, at, key.key, typed, textOf, now) : null;
  }
}

function parentOf(rows: readonly Line[], at: number): number {
  const depth = rows[at]?.depth ?? 0;
  for (let index = at - 1; index >= 0; index--) if ((rows[index]?.depth ?? 0) < depth) return index;
  return at;
}

function findTyped<Row extends Line>(
  rows: readonly Row[],
  at: number,
  letter: string,
  typed: { text: string; at: number },
  textOf: (row: Row) => string,
  now: number,
): TreeStep | null {
  const isContinued = now - typed.at < typingMs;
  typed.text = (isContinued ? typed.text : "") + letter.toLowerCase();
  typed.at = now;
  const start = isContinued ? at : at + 1;
  for (let step = 0; step < rows.length; step++) {
    const index = (start + step) % rows.length;
    const row = rows[index];
    if (row && textOf(row).toLowerCase().startsWith(typed.text)) return { kind: "focus", index };
  }
  return null;
}
