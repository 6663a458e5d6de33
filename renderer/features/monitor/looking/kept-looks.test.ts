import { beforeEach, expect, it } from "vitest";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { exampleSample } from "../../../../shared/monitor/testing/monitor-examples.ts";
import { looksKey, noLooks, useKeptLooks } from "./kept-looks.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 29, 10, 0, seconds)).toISOString();
const looksOf = (connectionId: string) => useKeptLooks.getState().byDatabase.get(looksKey({ connectionId })) ?? noLooks;

beforeEach(() => useKeptLooks.setState({ byDatabase: new Map() }));

it("keeps the looks at each database, ten minutes of them, and shows an error until the next look", () => {
  const { add, fail } = useKeptLooks.getState();
  add({ connectionId: "a" }, exampleSample({ at: at(0) }));
  fail({ connectionId: "a" }, new AppError("timeout", "too slow"));
  expect([looksOf("a").sample?.at, looksOf("a").error?.code, looksOf("b")]).toEqual([at(0), "timeout", noLooks]);
  for (let look = 1; look <= 400; look++) add({ connectionId: "a" }, exampleSample({ at: at(look * 2) }));
  const { points, error } = looksOf("a");
  expect([points.length, points.at(-1)?.atMs, points[0]?.rates === null, error]).toEqual([
    300,
    Date.parse(at(800)),
    false,
    null,
  ]);
});

it("lets go of the databases that were longest not looked at", () => {
  for (let number = 0; number < 9; number++)
    useKeptLooks.getState().add({ connectionId: `c${number}` }, exampleSample({ at: at(number) }));
  expect([...useKeptLooks.getState().byDatabase.keys()]).toHaveLength(6);
  expect([looksOf("c2").sample, looksOf("c3").sample?.at]).toEqual([null, at(3)]);
});
