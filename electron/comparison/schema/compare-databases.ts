import type { SchemaComparison } from "../../../shared/comparison/schema-model.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { Progress } from "../../../shared/ipc/declare.ts";
import type { Databases } from "../../postgres/databases.ts";
import type { JobOptions } from "../../postgres/session.ts";
import { type CompareSchemaInput, compareSchemaJob, readSchemaJob } from "../session-jobs.ts";

/** Two databases, and the questions about renames that were answered yes. */
export interface SchemaQuestion {
  readonly from: DatabaseRef;
  readonly to: DatabaseRef;
  readonly acceptedRenames: readonly string[];
}

const settings = { default_transaction_read_only: "on" };
const cause = "comparison: schema";

/**
 * Compares the schemas of two databases; the script makes the first like the second. Both are read in READ ONLY
 * transactions, in their own database processes. Rejects with what connecting and reading do.
 */
export async function compareDatabases(
  databases: Databases,
  { from, to, acceptedRenames }: SchemaQuestion,
  call: { readonly signal: AbortSignal; readonly report: (progress: Progress) => void },
): Promise<SchemaComparison> {
  const run = async (ref: DatabaseRef, job: string, input: unknown) => {
    const { signal } = call;
    const session = await databases.open(ref, { purpose: "comparison", timeouts: "own", settings, signal });
    try {
      return await session.runJob(job, input, { cause, signal } satisfies JobOptions);
    } finally {
      await session.close();
    }
  };
  call.report({ step: "Reading the first schema" });
  const packed = (await run(from, readSchemaJob, {})) as Uint8Array; // what the job gives
  call.report({ step: "Reading the second schema and comparing" });
  const input: CompareSchemaInput = { from: packed, acceptedRenames };
  return (await run(to, compareSchemaJob, input)) as SchemaComparison; // what the job gives
}
