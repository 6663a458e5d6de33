import { expect, it } from "vitest";
import { WorkClock } from "./work-clock.ts";

it("stands still between the statements, and starting twice is starting once", () => {
  let wall = 100;
  const clock = new WorkClock(() => wall);
  const after = (ms: number) => {
    wall += ms;
    return [clock.nowMs(), clock.idleMs()];
  };
  const seen = [after(5)];
  clock.start();
  seen.push(after(10));
  clock.start();
  seen.push(after(1));
  clock.stop();
  seen.push(after(100));
  clock.start();
  seen.push(after(2));
  expect(seen).toEqual([
    [0, 5],
    [10, 5],
    [11, 5],
    [11, 105],
    [13, 105],
  ]);
});
