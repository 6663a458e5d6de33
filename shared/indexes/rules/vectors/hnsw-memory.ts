import { type IndexRule, isUsable, optionOf, subjectOf } from "../rule.ts";

/** An HNSW graph that is larger than maintenance_work_mem is built on disk, many times slower. */
export const hnswMemory: IndexRule = {
  code: "hnsw-build-memory",
  title: "HNSW outgrew its memory",
  find: ({ indexes, database: { maintenanceMemoryBytes } }) =>
    indexes
      .filter((index) => index.accessMethod === "hnsw" && isUsable(index) && index.sizeBytes > maintenanceMemoryBytes)
      .map((index) => ({
        code: "hnsw-build-memory",
        severity: "info" as const,
        subject: subjectOf(index),
        message: `HNSW index ${index.name} is larger than maintenance_work_mem, so building it again leaves memory and takes many times as long. Raise it in the session that runs REINDEX, to more than the index's size.`,
        evidence: {
          sizeBytes: index.sizeBytes,
          maintenanceMemoryBytes,
          m: Number(optionOf(index.options, "m") ?? 16),
          efConstruction: Number(optionOf(index.options, "ef_construction") ?? 64),
        },
      })),
};
