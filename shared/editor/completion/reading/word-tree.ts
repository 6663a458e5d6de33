import type { SqlWord } from "../../../sql/scan-words.ts";

/** What stands between two parentheses; the whole statement is one too. `end` is behind the closing one. */
export interface WordGroup {
  readonly kind: "group";
  readonly items: readonly Item[];
  readonly start: number;
  readonly end: number;
  readonly isClosed: boolean;
}

/** A word, or a group of them. */
export type Item = SqlWord | WordGroup;

interface OpenGroup {
  readonly start: number;
  readonly items: Item[];
}

/** Nests words by their parentheses. Those without a partner are closed at the end, or passed over. */
export function toWordTree(words: readonly SqlWord[], end: number): WordGroup {
  const stack: OpenGroup[] = [{ start: words[0]?.start ?? 0, items: [] }];
  const close = (at: number, isClosed: boolean) => {
    const done = stack.pop();
    if (done) stack.at(-1)?.items.push({ kind: "group", items: done.items, start: done.start, end: at, isClosed });
  };
  for (const word of words) {
    if (word.kind === "sign" && word.text === "(") stack.push({ start: word.start, items: [] });
    else if (word.kind === "sign" && word.text === ")") {
      if (stack.length > 1) close(word.end, true);
    } else stack.at(-1)?.items.push(word);
  }
  while (stack.length > 1) close(end, false);
  return { kind: "group", items: stack[0]?.items ?? [], start: stack[0]?.start ?? 0, end, isClosed: false };
}

/** Whether an item is one of these bare words of SQL. */
export function isWord(item: Item | undefined, ...words: readonly string[]): boolean {
  return item?.kind === "name" && words.includes(item.text);
}

/** Whether an item is this sign. */
export function isSign(item: Item | undefined, sign: string): boolean {
  return item?.kind === "sign" && item.text === sign;
}

/** Whether an item may be a name of something. */
export function isName(item: Item | undefined): item is SqlWord {
  return item?.kind === "name" || item?.kind === "quotedName";
}

/** Whether an item is a group. */
export function isGroup(item: Item | undefined): item is WordGroup {
  return item?.kind === "group";
}

/** The pieces of a list between its commas; an empty list has one empty piece. */
export function splitAtCommas(items: readonly Item[]): readonly (readonly Item[])[] {
  const pieces: Item[][] = [[]];
  for (const item of items) {
    if (isSign(item, ",")) pieces.push([]);
    else pieces.at(-1)?.push(item);
  }
  return pieces;
}
