import { setImmediate } from "node:timers/promises";
import type { Direction, MigrationClass, MigrationFinding, MigrationFix } from "../../../shared/changes/model.ts";
import { applyEdits, type TextEdit } from "../../../shared/changes/text-edits.ts";
import type { PreparedStatement } from "../script/prepare-script.ts";
import type { CatalogRelation, LintCatalog } from "./catalog/lint-catalog.ts";
import { workEstimate } from "./catalog/work-estimate.ts";
import { createdRelations } from "./nodes.ts";
import { byteOffsets } from "./reading/byte-offsets.ts";
import { findWrittenParts } from "./reading/written-parts.ts";
import { lintRules } from "./registry.ts";
import type { LintRule, LintRunner, LintScript, LintVersion, RuleFix, RuleHit } from "./rule.ts";
import { type AnsweredHit, applySuppressions, type SuppressionProblem } from "./suppressions/apply-suppressions.ts";
import { findSuppressions } from "./suppressions/find-suppressions.ts";

/** What a script is held against. */
export interface LintContext {
  readonly runner: LintRunner;
  readonly version: LintVersion | null;
  readonly catalog: LintCatalog | null;
  /** Codes of optional rules that are asked for. */
  readonly optionalRules: ReadonlySet<string>;
  /** Ends the work between two rules; rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** The text alone: what holds on every server, run by Steward. */
export const textOnly: LintContext = { runner: "steward", version: null, catalog: null, optionalRules: new Set() };

/** A script to lint. */
export interface ScriptToLint {
  readonly migrationId: string;
  readonly direction: Direction;
  readonly text: string;
  readonly statements: readonly PreparedStatement[];
  readonly hasDown: boolean;
}

/** All rules together are through so many within a millisecond or two. */
const fewStatements = 500;
/** A long script gives others their turn so often. */
const turnMs = 10;
/** More of one rule say nothing new: the rest is counted in the last one's evidence. */
const maxHits = 200;
const gravity: readonly (MigrationClass | undefined)[] = ["breaking", "risky", "safe"];

type RuleWithHit = { readonly rule: LintRule; readonly hit: RuleHit };

/** The findings of every rule for one script, in the order of its statements. Between rules others get their turn. */
export async function lintScript(script: ScriptToLint, context: LintContext): Promise<readonly MigrationFinding[]> {
  const { text, statements, direction } = script;
  const read = await readScript(script, context);
  const rules = lintRules.filter((rule) => isRun(rule, direction, context));
  const hits: RuleWithHit[] = [];
  const unheard: RuleWithHit[] = [];
  let since = performance.now();
  for (const rule of rules) {
    if (statements.length > fewStatements && performance.now() - since > turnMs) {
      await setImmediate();
      context.signal?.throwIfAborted();
      since = performance.now();
    }
    for (const hit of limitHits(rule.check(read))) (isHeard(rule, hit, read) ? hits : unheard).push({ rule, hit });
  }
  const suppressions = await findSuppressions(text, statements);
  const answered = applySuppressions(hits, unheard, suppressions, { known: lintRules, run: new Set(rules) });
  const findings = [
    ...answered.hits.map((hit) => toFinding(script, hit, context)),
    ...answered.problems.map((problem) => toSuppressionFinding(script, problem)),
  ];
  return findings.sort((left, right) => (left.statementIndex ?? -1) - (right.statementIndex ?? -1));
}

/** The gravest are kept, in the order of the script. */
function limitHits(hits: readonly RuleHit[]): readonly RuleHit[] {
  if (hits.length <= maxHits) return hits;
  const rank = (hit: RuleHit) => gravity.indexOf(hit.class) + (hit.class === undefined ? gravity.length : 0);
  const kept = hits.toSorted((left, right) => rank(left) - rank(right)).slice(0, maxHits);
  const evidence = { moreLikeThis: hits.length - maxHits };
  return kept.map((hit, index) => (index < maxHits - 1 ? hit : { ...hit, evidence: { ...hit.evidence, ...evidence } }));
}

function isRun(rule: LintRule, direction: Direction, { runner, optionalRules }: LintContext): boolean {
  if (!rule.directions.includes(direction)) return false;
  if (rule.isForOtherRunners && runner === "steward") return false;
  return !rule.isOptional || optionalRules.has(rule.code);
}

async function readScript(script: ScriptToLint, { runner, version, catalog }: LintContext): Promise<LintScript> {
  const { text, statements, direction, hasDown } = script;
  const madeAt = new Map<string, number>();
  for (const { index, node } of statements)
    for (const relation of createdRelations(node)) {
      const name = withoutPublic(relation);
      if (!madeAt.has(name)) madeAt.set(name, index);
    }
  const written = await findWrittenParts(statements);
  return {
    direction,
    text,
    statements,
    hasDown,
    runner,
    version,
    catalog,
    written,
    isNew: (relation, before) => (madeAt.get(withoutPublic(relation)) ?? before) < before,
    offsetOf: byteOffsets(text),
  };
}

function withoutPublic(relation: string): string {
  return relation.replace(/^public\./, "");
}

/** Nobody waits for a table that the script makes, and there is no work where there are no rows. */
function isHeard(rule: LintRule, hit: RuleHit, { isNew, catalog }: LintScript): boolean {
  const { relation, statementIndex } = hit;
  if (relation === undefined || statementIndex === null) return true;
  if (isNew(relation, statementIndex)) return false;
  const cost = hit.cost === undefined ? rule.cost : hit.cost;
  const growsWithRows = cost === "rewrite" || cost === "scan" || cost === "build";
  return !(growsWithRows && catalog?.relation(relation)?.isEmpty);
}

function toFinding(
  script: ScriptToLint,
  { rule, hit, suppression }: AnsweredHit,
  context: LintContext,
): MigrationFinding {
  const { migrationId, direction } = script;
  const cost = hit.cost === undefined ? rule.cost : hit.cost;
  const lock = hit.lock === undefined ? rule.lock : hit.lock;
  const found = hit.relation === undefined ? null : (context.catalog?.relation(hit.relation) ?? null);
  const estimate = found ? workEstimate(found, cost, lock) : null;
  const fix = hit.fix ? toFix(script, hit.statementIndex, hit.fix) : null;
  return {
    code: rule.code,
    severity: suppression ? "info" : (hit.severity ?? rule.severity),
    class: hit.class ?? rule.class,
    lock,
    cost,
    migrationId,
    direction,
    statementIndex: hit.statementIndex,
    subject: hit.subject,
    message: estimate ? `${hit.message} ${estimate.text}` : hit.message,
    evidence: {
      ...(rule.aliases.length === 0 ? {} : { alias: rule.aliases.join(", ") }),
      ...hit.evidence,
      ...(found ? sizeEvidence(found) : {}),
      ...estimate?.evidence,
    },
    ...(fix ? { fix } : {}),
    ...(suppression ? { suppression: { reason: suppression.reason, line: suppression.line } } : {}),
  };
}

function sizeEvidence({ heapBytes, estimatedRows, kind }: CatalogRelation) {
  if (kind !== "r" && kind !== "p" && kind !== "m") return {};
  return { sizeBytes: heapBytes, ...(estimatedRows === null ? {} : { estimatedRows }) };
}

function toFix(script: ScriptToLint, statementIndex: number | null, fix: RuleFix): MigrationFix {
  const { edits, ...rest } = fix;
  return { ...rest, edits, sql: statementAfter(script, statementIndex, edits) };
}

/** The statement as it is after the edits, with what they put before and behind it. */
function statementAfter({ text, statements }: ScriptToLint, index: number | null, edits: readonly TextEdit[]): string {
  const statement = statements[index ?? 0];
  if (!statement) return edits.map((edit) => edit.text).join("");
  const { offset, sql } = statement;
  const within = edits.filter(({ start, end }) => start >= offset && end <= offset + sql.length);
  const moved = within.map((edit) => ({ ...edit, start: edit.start - offset, end: edit.end - offset }));
  if (within.length < edits.length && within.length === 0) return "";
  return applyEdits(text.slice(offset, offset + sql.length), moved);
}

function toSuppressionFinding(
  { migrationId, direction }: ScriptToLint,
  { code, suppression, message }: SuppressionProblem,
): MigrationFinding {
  const subject = suppression.codes.join(", ") || "comment";
  const safe: MigrationClass = "safe";
  return {
    code,
    severity: "warning",
    class: safe,
    lock: null,
    migrationId,
    direction,
    statementIndex: suppression.statementIndex,
    subject,
    message,
    evidence: { line: suppression.line },
  };
}
