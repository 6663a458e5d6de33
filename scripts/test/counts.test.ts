import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describeCounts, readPlaywrightCounts, readVitestCounts } from "./counts.ts";

describe("counts of a run", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "steward-counts-"));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const write = async (name: string, value: unknown) => {
    await writeFile(join(folder, name), JSON.stringify(value));
    return join(folder, name);
  };

  it("come from both runners", async () => {
    const testResults = [
      { name: "a.test.ts", status: "passed", assertionResults: [{ status: "passed", fullName: "a" }] },
      {
        name: "b.test.ts",
        status: "failed",
        assertionResults: [
          { status: "failed", fullName: "b fails" },
          { status: "passed", fullName: "b passes" },
        ],
      },
    ];
    const spec = (title: string, status: string) => ({ title, file: "c.spec.ts", tests: [{ status }] });
    const suites = [
      {
        specs: [spec("passes", "expected")],
        suites: [{ specs: [spec("fails", "unexpected"), spec("wavers", "flaky")] }],
      },
    ];
    const unit = await readVitestCounts(
      await write("v", { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, testResults }),
    );
    const browser = await readPlaywrightCounts(
      await write("p", { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 4 }, suites }),
    );
    expect(describeCounts([unit, browser]).split("\n")).toEqual([
      "Failed: b.test.ts › b fails",
      "Failed: e2e/c.spec.ts › fails",
      "Failed: e2e/c.spec.ts › wavers",
      "8 passed, 3 failed, 6 skipped",
    ]);
  });

  it("hold a file that failed before or after its tests as a failure", async () => {
    const testResults = [
      { name: "a.test.ts", status: "failed", assertionResults: [{ status: "skipped", fullName: "a" }] },
      { name: "b.test.ts", status: "failed", assertionResults: [] },
    ];
    const counts = await readVitestCounts(
      await write("v", { numPassedTests: 0, numFailedTests: 0, numPendingTests: 2, testResults }),
    );
    expect(counts).toEqual({ passed: 0, failed: 2, skipped: 2, failures: ["a.test.ts", "b.test.ts"] });
  });

  it("are nothing when a runner died", async () => {
    const counts = [
      await readVitestCounts(join(folder, "gone")),
      await readPlaywrightCounts(await write("x", { a: 1 })),
    ];
    expect(describeCounts(counts)).toBe("0 passed, 0 failed, 0 skipped");
  });
});
