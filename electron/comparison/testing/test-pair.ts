import type { Databases } from "../../postgres/databases.ts";
import { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from "../../testing/test-database.ts";
import { comparisonJobs } from "../session-jobs.ts";

/** Two databases of one server, and one way to reach both. */
export interface TestPair {
  readonly from: TestDatabase;
  readonly to: TestDatabase;
  readonly databases: Databases;
  close(): Promise<void>;
}

/** Makes two empty databases. */
export async function openTestPair(options: TestDatabaseOptions = { asSuperuser: true }): Promise<TestPair> {
  const from = await createTestDatabase({ ...options, jobs: comparisonJobs });
  const to = await createTestDatabase({ ...options, jobs: comparisonJobs });
  const of = (connectionId: string) => (connectionId === from.ref.connectionId ? from : to).databases;
  return {
    from,
    to,
    databases: {
      read: (ref, ...rest) => of(ref.connectionId).read(ref, ...rest),
      stream: (ref, ...rest) => of(ref.connectionId).stream(ref, ...rest),
      write: (ref, ...rest) => of(ref.connectionId).write(ref, ...rest),
      open: (ref, ...rest) => of(ref.connectionId).open(ref, ...rest),
    },
    close: async () => {
      await from.close();
      await to.close();
    },
  };
}
