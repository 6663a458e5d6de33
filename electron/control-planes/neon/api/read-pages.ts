import { AppError } from "../../../../shared/ipc/app-error.ts";

/** One page of a list and what asks for the next one. */
export interface Page<T> {
  readonly items: readonly T[];
  /** `pagination.cursor` or `pagination.next`; undefined ends the list. */
  readonly next: string | undefined;
}

const mostPages = 1_000;

/**
 * All items of a list. Neon has two styles: an opaque `next` that is absent at the end, and a `cursor` that may still be
 * there on the last page; both end on an empty page, and on a mark that was seen before.
 */
export async function readPages<T>(readPage: (mark: string | undefined) => Promise<Page<T>>): Promise<readonly T[]> {
  const all: T[] = [];
  const seen = new Set<string>();
  let mark: string | undefined;
  for (let count = 0; count < mostPages; count += 1) {
    const { items, next } = await readPage(mark);
    all.push(...items);
    if (items.length === 0 || !next || seen.has(next)) return all;
    seen.add(next);
    mark = next;
  }
  throw new AppError("tooLarge", `Neon's list has more than ${mostPages} pages.`, {
    hint: "Steward reads no further.",
  });
}

/** A list of an answer. One that is missing is not an empty one. */
export function requireList<T>(value: readonly T[] | undefined, what: string): readonly T[] {
  if (Array.isArray(value)) return value;
  throw new AppError("connectionFailed", `Neon's answer holds no list of ${what}.`, {
    hint: "Check the API address of the account. If it is right, this version of Steward is too old for Neon's API.",
  });
}
