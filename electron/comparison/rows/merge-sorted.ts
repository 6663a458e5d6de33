/** A row with what it is ordered by. */
export interface Keyed {
  readonly key: readonly string[];
}

/**
 * Walks two sequences that are ordered by the bytes of their keys and tells of each key once: with what each side has for
 * it. Holds one page of either side.
 */
export async function mergeSorted<Row extends Keyed>(
  from: AsyncIterable<readonly Row[]>,
  to: AsyncIterable<readonly Row[]>,
  tell: (from: Row | null, to: Row | null) => void,
): Promise<void> {
  const left = createCursor(from);
  const right = createCursor(to);
  await Promise.all([left.fill(), right.fill()]);
  for (;;) {
    const [first, second] = [left.row(), right.row()];
    if (!first && !second) return;
    const order = !first ? 1 : !second ? -1 : compareKeys(first.key, second.key);
    tell(order <= 0 ? first : null, order >= 0 ? second : null);
    const filling: Promise<void>[] = [];
    if (order <= 0 && left.advance()) filling.push(left.fill());
    if (order >= 0 && right.advance()) filling.push(right.fill());
    if (filling.length > 0) await Promise.all(filling);
  }
}

interface PageCursor<Row> {
  row(): Row | null;
  /** Goes on; true when the next page is needed. */
  advance(): boolean;
  fill(): Promise<void>;
}

function createCursor<Row>(pages: AsyncIterable<readonly Row[]>): PageCursor<Row> {
  const iterator = pages[Symbol.asyncIterator]();
  let page: readonly Row[] = [];
  let at = 0;
  return {
    row: () => page[at] ?? null,
    advance: () => ++at >= page.length,
    fill: async () => {
      do {
        const next = await iterator.next();
        page = next.done ? [] : next.value;
        at = 0;
        if (next.done) return;
      } while (page.length === 0);
    },
  };
}

/** Orders keys as the servers do: column by column, by the bytes of their text in UTF-8. */
export function compareKeys(left: readonly string[], right: readonly string[]): number {
  for (const [at, text] of left.entries()) {
    const order = compareBytes(text, right[at] ?? "");
    if (order !== 0) return order;
  }
  return 0;
}

/** UTF-16 orders surrogates before U+E000 to U+FFFF, UTF-8 after: only there do bytes have to be asked. */
function compareBytes(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const [a, b] = [left.charCodeAt(at), right.charCodeAt(at)];
    if (a === b) continue;
    const isSurrogate = (code: number) => code >= 0xd800 && code <= 0xdfff;
    return isSurrogate(a) !== isSurrogate(b) ? (isSurrogate(a) ? 1 : -1) : a - b;
  }
  return left.length - right.length;
}
