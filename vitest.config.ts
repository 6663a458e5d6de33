import { defineConfig } from "vitest/config";
import { hasOlderServer, olderMajors, wantedTests } from "./electron/testing/older-servers.ts";

const exclude = ["**/node_modules/**", "**/dist/**", "**/.cache/**", "e2e/**/*.spec.ts"];
const standIn = "electron/testing/missing-server.database.test.ts";
const databaseTests = {
  exclude,
  globalSetup: ["electron/testing/global-setup.ts"],
  testTimeout: 60_000,
  hookTimeout: 120_000,
  maxWorkers: 2,
  // After the pure ones: real servers want the machine for themselves.
  sequence: { groupOrder: 1 },
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...exclude, "**/*.database.test.ts"],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          ...databaseTests,
          name: "database",
          include: ["**/*.database.test.ts"],
          exclude: [...exclude, standIn],
        },
      },
      ...olderMajors.map((major) => ({
        test: {
          ...databaseTests,
          name: `postgres ${major}`,
          include: [...wantedTests(major)],
          // What cannot run is counted as skipped.
          ...(hasOlderServer(major) ? {} : { include: [standIn], globalSetup: [], provide: { missingMajor: major } }),
        },
      })),
    ],
  },
});
