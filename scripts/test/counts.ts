import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { z } from "zod";

/** Tests by how they ended. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed: a file and the names of a test in it, or a file alone. */
  readonly failures: readonly string[];
}

const assertionSchema = z.object({ status: z.string(), fullName: z.string() });
const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(z.object({ name: z.string(), status: z.string(), assertionResults: z.array(assertionSchema) })),
});
const specSchema = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(z.object({ status: z.string() })),
});
const suiteSchema = z.object({
  specs: z.array(specSchema),
  get suites() {
    return z.array(suiteSchema).optional();
  },
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  suites: z.array(suiteSchema),
});

/**
 * Reads vitest's JSON report; no report means that nothing ran. A file that failed outside of its tests (they are then
 * skipped) counts as one failure.
 */
export async function readVitestCounts(path: string): Promise<TestCounts> {
  const report = vitestReport.safeParse(await readJson(path));
  if (!report.success) return nothing;
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = report.data;
  const failures = testResults.map(({ name: path, status, assertionResults }) => {
    const name = relative(process.cwd(), path);
    const tests = assertionResults.filter((assertion) => assertion.status === "failed");
    if (tests.length > 0) return tests.map(({ fullName }) => `${name} › ${fullName}`);
    return status === "failed" ? [name] : [];
  });
  const failedFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((assertion) => assertion.status === "failed"),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + failedFiles.length,
    skipped: numPendingTests,
    failures: failures.flat(),
  };
}

/** Reads Playwright's JSON report. A test that passed only when repeated counts as failed. */
export async function readPlaywrightCounts(path: string): Promise<TestCounts> {
  const report = playwrightReport.safeParse(await readJson(path));
  if (!report.success) return nothing;
  const { expected, unexpected, flaky, skipped } = report.data.stats;
  return { passed: expected, failed: unexpected + flaky, skipped, failures: report.data.suites.flatMap(failedSpecs) };
}

function failedSpecs({ specs, suites }: z.infer<typeof suiteSchema>): string[] {
  const failed = specs.filter(({ tests }) => tests.some(({ status }) => status === "unexpected" || status === "flaky"));
  return [...failed.map(({ file, title }) => `e2e/${file} › ${title}`), ...(suites ?? []).flatMap(failedSpecs)];
}

/** All together: what failed by name, and the line that ends a run. */
export function describeCounts(counts: readonly TestCounts[]): string {
  const sum = (of: (count: TestCounts) => number) => counts.reduce((total, count) => total + of(count), 0);
  const line = `${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed, ${sum(({ skipped }) => skipped)} skipped`;
  return [...counts.flatMap(({ failures }) => failures.map((name) => `Failed: ${name}`)), line].join("\n");
}

const nothing: TestCounts = { passed: 0, failed: 0, skipped: 0, failures: [] };

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return null; // a runner that died left none; its exit code says so
  }
}
