import { afterEach, expect, it, vi } from "vitest";
import { OfferedTexts } from "./offered-texts.ts";

afterEach(() => {
  vi.useRealTimers();
});

it("gives each text once, and only to who knows its name", () => {
  const offers = new OfferedTexts();
  const [first, second] = [offers.add("a.env", "A=1\n"), offers.add("b.env", "B=2\n")];
  expect([offers.take("x"), offers.take(first), offers.take(first), offers.take(second)]).toEqual([
    null,
    { name: "a.env", text: "A=1\n" },
    null,
    { name: "b.env", text: "B=2\n" },
  ]);
});

it("keeps nothing longer than a minute, nor when it ends", () => {
  vi.useFakeTimers();
  const offers = new OfferedTexts();
  const late = offers.add("a.env", "A=1");
  vi.advanceTimersByTime(60_000);
  const left = offers.add("b.env", "B=2");
  offers.clear();
  expect([offers.take(late), offers.take(left)]).toEqual([null, null]);
});
