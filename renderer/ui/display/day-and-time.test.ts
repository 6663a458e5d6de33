import { expect, it } from "vitest";
import { dayAndTime } from "./day-and-time.ts";

it("names the day only when it is another one", () => {
  const now = new Date(2026, 10, 25, 15, 0);
  const at = (day: number, hour: number) => dayAndTime(new Date(2026, 10, day, hour, 5).toISOString(), now);
  expect([at(25, 9), at(24, 23), at(2, 14)]).toEqual(["09:05", "Yesterday 23:05", "2 Nov 14:05"]);
});
