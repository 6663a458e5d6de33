import { describe, inject, it } from "vitest";
import { wantedTests } from "./older-servers.ts";

// Stands in for the tests of a version whose server is not here, so that they are counted as skipped.
const major = inject("missingMajor");

describe(`PostgreSQL ${major} is not here (npm run test:versions fetches it)`, () => {
  for (const file of wantedTests(major)) it.skip(file, () => undefined);
});
