/** Replaces `start` to `end` (UTF-16 offsets of the text as it is, `end` exclusive) by `text`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text after all edits, which are given in offsets of the text before any. Throws when two of them overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let at = 0;
  let result = "";
  for (const edit of inOrder(edits)) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length)
      throw new RangeError("Edits overlap, or lie outside of the text");
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** Where `offset` of the text before the edits is in the text after them; inside a replaced part: behind it. */
export function offsetAfterEdits(offset: number, edits: readonly TextEdit[]): number {
  let moved = 0;
  for (const { start, end, text } of inOrder(edits)) {
    if (start > offset) break;
    if (end > offset) return start + moved + text.length;
    moved += text.length - (end - start);
  }
  return offset + moved;
}

/** Edits at one place keep their order. */
function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  return [...edits].sort((left, right) => left.start - right.start || left.end - right.end);
}
