import { describe, expect, it } from "vitest";
import { PauseSwitch, rest } from "./pause-switch.ts";

const never = new AbortController().signal;

describe("a pause", () => {
  it("ends with the application that it holds", async () => {
    const pauses = new PauseSwitch();
    await pauses.during("one", async () => pauses.set("one", true));
    expect(pauses.isPaused("one")).toBe(false);
  });

  it("holds only the request that was paused, until it is let go", async () => {
    const pauses = new PauseSwitch();
    pauses.set("one", true);
    expect(pauses.isPaused("one")).toBe(false); // it does not run
    void pauses.during("one", () => new Promise(() => undefined));
    const told: string[] = [];
    pauses.set("one", true);
    pauses.set("one", true);
    await pauses.wait("two", never, () => told.push("two"));
    const waiting = pauses.wait("one", never, () => told.push("one")).then(() => told.push("went on"));
    await Promise.resolve();
    expect([pauses.isPaused("one"), pauses.isPaused("two"), ...told]).toEqual([true, false, "one"]);
    pauses.set("one", false);
    await waiting;
    expect([pauses.isPaused("one"), told.at(-1)]).toEqual([false, "went on"]);
  });

  it("and a rest end with an abort, as cancelled", async () => {
    const pauses = new PauseSwitch();
    void pauses.during("one", () => new Promise(() => undefined));
    pauses.set("one", true);
    const abort = new AbortController();
    const waiting = pauses.wait("one", abort.signal, () => undefined);
    const resting = rest(60_000, abort.signal);
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
    await expect(resting).rejects.toMatchObject({ code: "cancelled" });
    await expect(pauses.wait("two", abort.signal, () => undefined)).rejects.toMatchObject({ code: "cancelled" });
  });
});
