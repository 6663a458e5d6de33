/** So many files are open at a time: a process may not have more than a thousand or so. */
const atATime = 64;

/** Reads many files, a bounded number of them at a time, and gives what was made of them in their order. */
export async function readInTurns<Item, Result>(
  items: readonly Item[],
  read: (item: Item, place: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += atATime)
    results.push(...(await Promise.all(items.slice(start, start + atATime).map((item, at) => read(item, start + at)))));
  return results;
}
