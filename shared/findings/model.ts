/** How much a finding matters. */
export type Severity = "error" | "warning" | "info";

/** A runnable remedy: SQL that can be drafted as a migration. `transactional` is false for CONCURRENTLY. */
export interface FindingFix {
  readonly title: string;
  readonly sql: string;
  readonly downSql?: string;
  readonly transactional: boolean;
}

/**
 * What a check says about an object, statement or plan. One shape for all checks, one renderer.
 * `evidence` values are shown as they are; numbers carry their unit in the key (`savedMs`, `sizeBytes`).
 */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly message: string;
  readonly evidence: Readonly<Record<string, string | number | boolean | null>>;
  readonly fix?: FindingFix;
}
