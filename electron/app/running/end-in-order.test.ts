import { describe, expect, it } from "vitest";
import { endInOrder } from "./end-in-order.ts";

describe("the end of the app", () => {
  it("goes step by step, past what fails or hangs, and says so", async () => {
    const lines: string[] = [];
    const step = (name: string, work: () => Promise<unknown>) => ({
      name,
      run: async () => {
        lines.push(`${name} begins`);
        await work();
        lines.push(`${name} ended`);
      },
    });
    await endInOrder(
      [
        step("sessions", () => new Promise((resolve) => setTimeout(resolve, 5))),
        step("broken", () => Promise.reject(new Error("no"))),
        step("hung", () => new Promise(() => undefined)),
        step("plane", async () => undefined),
      ],
      (line) => lines.push(line),
      30,
    );
    expect(lines).toEqual([
      "sessions begins",
      "sessions ended",
      "broken begins",
      "ending broken: no",
      "hung begins",
      "ending hung: took longer than 30 ms",
      "plane begins",
      "plane ended",
    ]);
  });
});
