import type { Direction, MigrationClass, MigrationFinding } from "../../../../shared/changes/model.ts";

const order: readonly MigrationClass[] = ["safe", "risky", "breaking"];

/** Findings about one statement of one script. `statementIndex` null asks for those about the whole migration. */
export function findingsOf(
  findings: readonly MigrationFinding[],
  migrationId: string,
  direction: Direction,
  statementIndex: number | null,
): readonly MigrationFinding[] {
  return findings.filter(
    (finding) =>
      finding.migrationId === migrationId &&
      finding.direction === direction &&
      finding.statementIndex === statementIndex,
  );
}

/** The worst class among findings; safe where there are none. */
export function worstClass(findings: readonly MigrationFinding[]): MigrationClass {
  const ranks = findings.map((finding) => order.indexOf(finding.class));
  return order[Math.max(0, ...ranks)] ?? "safe";
}
