import fc from "fast-check";
import { expect, it } from "vitest";
import { ProjectQueue, type QueuedChange } from "./project-queue.ts";

const change = (id: string): QueuedChange => ({ id, action: "change", branchId: null, since: "2026-11-28T12:00:00Z" });

it("runs the changes of a project one at a time and in order, whatever fails or is cancelled meanwhile", async () => {
  const plan = fc.array(
    fc.record({ project: fc.constantFrom("a", "b"), ends: fc.constantFrom("well", "badly", "cancelled") }),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(plan, async (changes) => {
      const queue = new ProjectQueue(() => undefined);
      const running = { a: 0, b: 0 };
      const ran: string[] = [];
      const all = changes.map(({ project, ends }, index) => {
        const abort = new AbortController();
        const key = project === "a" ? "a" : "b";
        const result = queue.run(project, change(String(index)), abort.signal, async () => {
          running[key] += 1;
          expect(running[key]).toBe(1);
          ran.push(`${project}${index}`);
          await Promise.resolve();
          await Promise.resolve();
          running[key] -= 1;
          if (ends === "badly") throw new Error("refused");
        });
        if (ends === "cancelled") abort.abort();
        return result.catch(() => undefined);
      });
      await Promise.all(all);
      for (const project of ["a", "b"]) {
        const numbers = ran.filter((one) => one.startsWith(project)).map((one) => Number(one.slice(1)));
        const asked = changes.flatMap((one, index) =>
          one.project === project && one.ends !== "cancelled" ? [index] : [],
        );
        expect(numbers.filter((number) => changes[number]?.ends !== "cancelled")).toEqual(asked);
      }
      expect([queue.waitingOf("a"), queue.waitingOf("b")]).toEqual([[], []]);
    }),
    { numRuns: 50 },
  );
});

it("shows what waits, and never sends what was cancelled meanwhile", async () => {
  const queue = new ProjectQueue(() => undefined);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const first = queue.run("a", change("first"), undefined, () => held);
  const abort = new AbortController();
  let isSent = false;
  const second = queue.run("a", change("second"), abort.signal, async () => {
    isSent = true;
  });
  const third = queue.run("a", change("third"), undefined, async () => "done");
  expect(queue.waitingOf("a").map(({ id }) => id)).toEqual(["second", "third"]);
  abort.abort();
  await expect(second).rejects.toMatchObject({ code: "cancelled" });
  expect(queue.waitingOf("a").map(({ id }) => id)).toEqual(["third"]);
  release();
  expect([await first, await third, isSent]).toEqual([undefined, "done", false]);
});
