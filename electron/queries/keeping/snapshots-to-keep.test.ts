import fc from "fast-check";
import { expect, it } from "vitest";
import { snapshotsToKeep } from "./snapshots-to-keep.ts";

const now = Date.parse("2026-11-29T12:00:00Z");
const minute = 60_000;

it("keeps the newest, then fewer the older they are, and nothing older than four months", () => {
  const everyFiveMinutes = Array.from({ length: 130 * 288 }, (_, index) => now - index * 5 * minute);
  const kept = [...snapshotsToKeep(everyFiveMinutes, now)];
  const within = (fromDays: number, toDays: number) =>
    kept.filter((at) => now - at > fromDays * 1440 * minute && now - at <= toDays * 1440 * minute).length;
  expect([kept.length < 250, within(0, 2), within(2, 14), within(14, 120), within(120, 999)]).toEqual([
    true,
    70,
    48,
    107,
    0,
  ]);
});

it("keeps what it kept when nothing is added, and always the newest", () => {
  const times = fc.array(fc.integer({ min: now - 200 * 1440 * minute, max: now }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(times, (unsorted) => {
      const sorted = [...new Set(unsorted)].sort((a, b) => b - a);
      const kept = [...snapshotsToKeep(sorted, now)].sort((a, b) => b - a);
      expect([...snapshotsToKeep(kept, now)].sort((a, b) => b - a)).toEqual(kept);
      expect(kept.slice(0, 24)).toEqual(sorted.slice(0, 24));
    }),
  );
});
