import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ClientPresence } from "./client-presence.ts";

describe("clients", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("are gone some time after their line ended, unless they came back", () => {
    const gone: string[] = [];
    const presence = new ClientPresence((clientId) => gone.push(clientId), 1_000);
    for (const clientId of ["a", "b", "c"]) presence.left(clientId);
    vi.advanceTimersByTime(900);
    presence.seen("b");
    presence.left("c");
    vi.advanceTimersByTime(200);
    expect(gone).toEqual(["a"]);
    vi.advanceTimersByTime(10_000);
    expect(gone).toEqual(["a", "c"]);
  });

  it("are not thought of any more after the end", () => {
    const gone: string[] = [];
    const presence = new ClientPresence((clientId) => gone.push(clientId), 1_000);
    presence.left("a");
    presence.close();
    vi.advanceTimersByTime(10_000);
    expect(gone).toEqual([]);
  });
});
