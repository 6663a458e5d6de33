import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PassingClipboard } from "./passing-clipboard.ts";

/** A desktop's clipboard, which a test cannot have. */
class FakeClipboard {
  text = "";
  readText = async () => this.text;
  writeText = async (text: string) => {
    this.text = text;
  };
}

let system: FakeClipboard;
let clipboard: PassingClipboard;
beforeEach(() => {
  vi.useFakeTimers();
  system = new FakeClipboard();
  clipboard = new PassingClipboard(system, 60_000);
});
afterEach(() => {
  vi.useRealTimers();
});

it("takes a secret away after its time", async () => {
  await clipboard.write("secret");
  await vi.advanceTimersByTimeAsync(59_999);
  expect(system.text).toBe("secret");
  await vi.advanceTimersByTimeAsync(1);
  expect(system.text).toBe("");
});

it("leaves what somebody copied since", async () => {
  await clipboard.write("secret");
  system.text = "a shopping list";
  await vi.advanceTimersByTimeAsync(60_000);
  expect(system.text).toBe("a shopping list");
});

it("counts anew for the next secret, and clears when the app ends", async () => {
  await clipboard.write("first");
  await vi.advanceTimersByTimeAsync(40_000);
  await clipboard.write("second");
  await vi.advanceTimersByTimeAsync(40_000);
  expect(system.text).toBe("second");
  await clipboard.clear();
  await clipboard.clear();
  expect(system.text).toBe("");
});
