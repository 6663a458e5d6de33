import { lockClassLabels, lockClassOf, lockStrength } from "../../../../shared/changes/lock-class.ts";
import type { HeldLock, MigrationFinding, RehearsedStatement } from "../../../../shared/changes/model.ts";
import type { FindingMeasurement } from "../../../../shared/changes/rehearsal-model.ts";

/** A lock that was held for longer is worth a warning, also where the lint had none. */
const longHoldMs = 1_000;

/**
 * The lint's findings as the rehearsal saw them: each claim is confirmed or not seen (then it is an `info`, and what was
 * only risky is safe), and locks of the up script that no finding claimed are added.
 */
export function correctFindings(
  findings: readonly MigrationFinding[],
  statements: readonly RehearsedStatement[],
): readonly MigrationFinding[] {
  const corrected = findings.map((finding) => correctFinding(finding, statements));
  const up = statements.filter(({ pass }) => pass === "up");
  return [...corrected, ...up.flatMap((statement) => unclaimedLocks(statement, findings))];
}

function correctFinding(finding: MigrationFinding, statements: readonly RehearsedStatement[]): MigrationFinding {
  const statement = statements.find((one) => isAbout(finding, one));
  const measured = statement && statement.error === null ? measure(finding, statement) : null;
  if (measured === null) return finding;
  if (measured.verdict !== "notSeen") return { ...finding, measured };
  return { ...finding, measured, severity: "info", class: finding.class === "risky" ? "safe" : finding.class };
}

function isAbout({ migrationId, direction, statementIndex }: MigrationFinding, statement: RehearsedStatement): boolean {
  return statement.pass === direction && statement.migrationId === migrationId && statement.index === statementIndex;
}

function measure(finding: MigrationFinding, statement: RehearsedStatement): FindingMeasurement | null {
  const cost = finding.cost ?? null;
  const held = strongestLock(statement.locks);
  const lockText = held === null ? "It took no lock beyond plain reading." : `${heldText(held)}.`;
  if (cost === "rewrite") {
    const { rewrites } = statement;
    if (rewrites.length === 0) return { verdict: "notSeen", text: `No table was written again. ${lockText}` };
    return { verdict: "confirmed", text: `${rewrites.join(", ")} was written again. ${lockText}` };
  }
  if (cost === "scan" && statement.scans) {
    const { scans } = statement;
    if (scans.length === 0) return { verdict: "notSeen", text: `No table was scanned. ${lockText}` };
    return { verdict: "confirmed", text: `${scans.join(", ")} was scanned. ${lockText}` };
  }
  if (finding.lock === null) return null;
  const isSeen = held !== null && strengthOf(held.mode) >= strengthOf(finding.lock);
  return { verdict: isSeen ? "confirmed" : "notSeen", text: lockText };
}

/** Locks that keep others from writing or reading a table, and that no finding of the statement is about. */
function unclaimedLocks(
  statement: RehearsedStatement,
  findings: readonly MigrationFinding[],
): readonly MigrationFinding[] {
  const about = findings.filter((finding) => isAbout(finding, statement));
  const isClaimed = ({ relation, mode }: HeldLock) => {
    const name = relation.slice(relation.indexOf(".") + 1);
    return about.some(
      ({ lock, subject }) => lock !== null && strengthOf(lock) >= strengthOf(mode) && subject.includes(name),
    );
  };
  const blocking = statement.locks.filter(
    ({ mode, relationKind }) => relationKind === "table" && strengthOf(mode) >= lockStrength("writes"),
  );
  const strongest = blocking.filter(
    (lock) =>
      !blocking.some((other) => other.relation === lock.relation && strengthOf(other.mode) > strengthOf(lock.mode)),
  );
  return [...new Map(strongest.map((lock) => [lock.relation, lock])).values()]
    .filter((lock) => !isClaimed(lock))
    .map((lock) => lockFinding(statement, lock));
}

function lockFinding({ migrationId, index }: RehearsedStatement, lock: HeldLock): MigrationFinding {
  const heldMs = heldMsOf(lock);
  const isLong = heldMs !== null && heldMs >= longHoldMs;
  return {
    code: "lock-seen-in-rehearsal",
    severity: isLong ? "warning" : "info",
    class: isLong ? "risky" : "safe",
    lock: lock.mode,
    migrationId,
    direction: "up",
    statementIndex: index,
    subject: lock.relation,
    message: `This ${lockClassLabels[lockClassOf(lock.mode)]} of ${lock.relation}, which the lint did not say.`,
    evidence: heldMs === null ? {} : { heldMs: Math.round(heldMs * 10) / 10 },
    measured: { verdict: "added", text: `${heldText(lock)}.` },
  };
}

function strongestLock(locks: readonly HeldLock[]): HeldLock | null {
  const tables = locks.filter(({ relationKind }) => relationKind !== "index");
  return [...tables].sort((left, right) => strengthOf(right.mode) - strengthOf(left.mode))[0] ?? null;
}

function strengthOf(mode: string): number {
  return lockStrength(lockClassOf(mode));
}

function heldMsOf({ fromMs, toMs }: HeldLock): number | null {
  return fromMs === undefined || toMs === undefined ? null : toMs - fromMs;
}

function heldText(lock: HeldLock): string {
  const heldMs = heldMsOf(lock);
  const time = heldMs === null ? "" : ` for ${heldMs < 10 ? heldMs.toFixed(1) : heldMs.toFixed(0)} ms`;
  return `${lock.mode} on ${lock.relation} was held${time}`;
}
