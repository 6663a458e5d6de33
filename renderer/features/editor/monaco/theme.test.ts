import { expect, it } from "vitest";
import { toHex } from "./theme.ts";

it("gives Monaco colours in the only form that it reads", () => {
  expect(["#abc", "#a1b2c3", "#a1b2c380", "rgb(1 20 255)", "rgb(0 0 0 / 0.5)"].map(toHex)).toEqual([
    "#aabbcc",
    "#a1b2c3",
    "#a1b2c380",
    "#0114ff",
    "#00000080",
  ]);
});
