import fc from "fast-check";
import { expect, it } from "vitest";
import { readPages } from "./read-pages.ts";

it("reads every item once, in both styles of paging, however long the pages are", async () => {
  const lists = fc.record({
    count: fc.integer({ min: 0, max: 60 }),
    size: fc.integer({ min: 1, max: 13 }),
    style: fc.constantFrom("cursor", "next"),
  });
  await fc.assert(
    fc.asyncProperty(lists, async ({ count, size, style }) => {
      const items = Array.from({ length: count }, (_, index) => index);
      const read = await readPages(async (mark) => {
        const from = mark === undefined ? 0 : Number(mark);
        const page = items.slice(from, from + size);
        const last = from + page.length;
        // A cursor is that of the last row, also when nothing comes after it.
        const next = style === "cursor" ? String(last) : last < count ? String(last) : undefined;
        return { items: page, next };
      });
      expect(read).toEqual(items);
    }),
  );
});

it("ends on a server that gives the same mark for ever", async () => {
  expect(await readPages(async () => ({ items: ["one"], next: "same" }))).toEqual(["one", "one"]);
});
