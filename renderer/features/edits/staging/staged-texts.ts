import type { EditableColumn } from "../../../../shared/edits/model.ts";
import type { StagedEdits } from "../../../../shared/edits/staged.ts";

/** A staged text and the column that it is for. */
export interface StagedText {
  readonly column: string;
  readonly text: string;
}

const maxTexts = 1_000;
/** Longer texts are left to the commit: all of them travel to be judged, and back. */
const maxLength = 100_000;
const takesAll = new Set(["text", "character varying"]);

/** Whether there are texts that a column refuses. */
export function isParticular({ type }: EditableColumn): boolean {
  return !takesAll.has(type);
}

/** The staged texts that a column may refuse, each once, the first thousand. */
export function textsToCheck(
  { rows, inserted }: StagedEdits,
  columns: readonly EditableColumn[],
): readonly StagedText[] {
  const particular = new Set(columns.filter(isParticular).map(({ name }) => name));
  const seen = new Set<string>();
  const texts: StagedText[] = [];
  const staged = [...inserted, ...[...rows.values()].filter(({ isDeleted }) => !isDeleted)];
  for (const { cells } of staged)
    for (const [column, value] of cells) {
      if (value.kind !== "text" || !particular.has(column) || value.text.length > maxLength) continue;
      const key = textKey(column, value.text);
      if (seen.has(key)) continue;
      if (texts.length === maxTexts) return texts;
      seen.add(key);
      texts.push({ column, text: value.text });
    }
  return texts;
}

/** One text for a column and a text of it. */
export function textKey(column: string, text: string): string {
  return JSON.stringify([column, text]);
}
