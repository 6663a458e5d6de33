import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  // Each host holds real servers and a real browser: two files at a time keep two cores busy, and leave time-outs their meaning.
  workers: 2,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  // A second try on a shared machine; the closing line still counts such a test as failed, so that it is looked at.
  retries: process.env.CI ? 1 : 0,
  reporter: [["list"], ["html", { open: "never", outputFolder: "playwright-report" }]],
  use: { screenshot: "only-on-failure", trace: "retain-on-failure", actionTimeout: 15_000 },
});
