import { readFile } from "node:fs/promises";
import { z } from "zod";

/** Tests by how they ended. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/**
 * Reads vitest's JSON report; no report means that nothing ran. A file that failed outside of its tests (they are then
 * skipped) counts as one failure.
 */
export async function readVitestCounts(path: string): Promise<TestCounts> {
  const report = vitestReport.safeParse(await readJson(path));
  if (!report.success) return nothing;
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = report.data;
  const failedFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((assertion) => assertion.status === "failed"),
  );
  return { passed: numPassedTests, failed: numFailedTests + failedFiles.length, skipped: numPendingTests };
}

/** Reads Playwright's JSON report. A test that passed only when repeated counts as failed. */
export async function readPlaywrightCounts(path: string): Promise<TestCounts> {
  const report = playwrightReport.safeParse(await readJson(path));
  if (!report.success) return nothing;
  const { expected, unexpected, flaky, skipped } = report.data.stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}

/** All together, in the line that ends a run. */
export function describeCounts(counts: readonly TestCounts[]): string {
  const sum = (of: (count: TestCounts) => number) => counts.reduce((total, count) => total + of(count), 0);
  return `${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed, ${sum(({ skipped }) => skipped)} skipped`;
}

const nothing: TestCounts = { passed: 0, failed: 0, skipped: 0 };

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return null; // a runner that died left none; its exit code says so
  }
}
