import { describe, expect, it } from "vitest";
import { runHost } from "./run-host.ts";

describe("running a host", () => {
  it("gives its exit code and how long it ran", async () => {
    const { code, ranMs } = await runHost(process.execPath, ["-e", "process.exit(Number(process.env.CODE))"], {
      CODE: "3",
    });
    expect([code, ranMs > 0]).toEqual([3, true]);
  });

  it("passes on what would end us, and keeps waiting for the host's own end", async () => {
    const script = "process.on('SIGTERM', () => setTimeout(() => process.exit(7), 50)); setInterval(() => {}, 1000);";
    const ended = runHost(process.execPath, ["-e", script], {});
    await new Promise((wait) => setTimeout(wait, 400));
    process.emit("SIGTERM");
    expect((await ended).code).toBe(7);
  });

  it("rejects for a program that is not there", async () => {
    await expect(runHost("/nowhere/electron", [], {})).rejects.toThrow(/ENOENT/);
  });
});
