import type { EditableColumn, EditValue } from "../../../../shared/edits/model.ts";
import type { StagedInsert } from "../../../../shared/edits/staged.ts";
import { mapColumns } from "../../../../shared/transfer/map-columns.ts";
import { type Block, type BlockCell, widthOf } from "./read-block.ts";

/** As many changes as one commit takes. */
export const maxPastedRows = 5_000;

/** What a place without a text becomes; `""` is the empty text whatever is chosen. */
export type EmptyCell = "null" | "default" | "text";

/** Whether a pasted text can be stored in this column of a new row. */
export function takesText(column: EditableColumn): boolean {
  return !column.isGenerated && !column.isIdentityAlways && column.mayInsert;
}

/** Whether the first line looks like names: each is that of a column, as it reads, and none comes twice. */
export function hasNames(block: Block, columns: readonly EditableColumn[]): boolean {
  const [head = []] = block;
  if (block.length < 2 && head.length < 2) return false;
  const mapping = mapColumns(
    head.map(({ text }) => text),
    columns.map(({ name }) => name),
    true,
  );
  return mapping.length > 0 && mapping.every(({ target }) => target !== null);
}

/**
 * The column that each place of a line goes to; null leaves it out. With names by them; without, in the order of the table:
 * of all its columns where the lines have as many, else of those that take a text.
 */
export function guessTargets(
  block: Block,
  columns: readonly EditableColumn[],
  isNamed: boolean,
): readonly (string | null)[] {
  const width = widthOf(block);
  const open = columns.filter(takesText);
  const names = new Set(open.map(({ name }) => name));
  const order = isNamed || width === columns.length ? columns : open;
  const sources = Array.from({ length: width }, (_, index) => block[0]?.[index]?.text ?? "");
  return mapColumns(
    sources,
    order.map(({ name }) => name),
    isNamed,
  ).map(({ target }) => (target !== null && names.has(target) ? target : null));
}

/** What a cell is to be stored as. */
export function pastedValue({ text, isQuoted }: BlockCell, empty: EmptyCell): EditValue {
  return text !== "" || isQuoted || empty === "text" ? { kind: "text", text } : { kind: empty };
}

/** Rows to insert, in the order of the lines. A line that is short leaves its last columns to their DEFAULT. */
export function rowsToInsert(
  lines: Block,
  targets: readonly (string | null)[],
  empty: EmptyCell,
  batch: string,
): readonly StagedInsert[] {
  return lines.map((line, index) => {
    const cells = line.flatMap((cell, at): [string, EditValue][] => {
      const target = targets[at] ?? null;
      const value = pastedValue(cell, empty);
      return target === null || value.kind === "default" ? [] : [[target, value]];
    });
    return { id: `${batch} ${index}`, batch, cells: new Map(cells) };
  });
}

/** Why the lines cannot be staged so; null when they can. */
export function whyNotPaste(lines: Block, targets: readonly (string | null)[]): string | null {
  const used = targets.filter((target) => target !== null);
  const twice = used.find((target, index) => used.indexOf(target) !== index);
  if (lines.length === 0) return "There is no line to paste.";
  if (lines.length > maxPastedRows)
    return `${lines.length.toLocaleString("en-US")} rows are more than the 5,000 that can be staged at once. Save them as a file and import it.`;
  if (used.length === 0) return "No column is filled. Choose where the values go.";
  return twice === undefined ? null : `Two columns go to ${twice}. Choose another for one of them.`;
}
