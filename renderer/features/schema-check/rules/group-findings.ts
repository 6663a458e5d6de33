import type { Severity } from "../../../../shared/findings/model.ts";
import { groupBy } from "../../../../shared/schema-check/group-by.ts";
import type { SchemaException, SchemaFinding } from "../../../../shared/schema-check/model.ts";
import { schemaRules } from "../../../../shared/schema-check/rules/registry.ts";
import type { FindingChoice } from "../schema-check-view.ts";

/** A finding as a list shows it; `exception` where somebody accepted it. */
export interface ListedFinding {
  readonly finding: SchemaFinding;
  readonly exception: SchemaException | null;
}

/** Findings of one rule, or of one object. */
export interface FindingGroup {
  readonly key: string;
  readonly title: string;
  /** The rule of a seed that is kept; null where a group is an object. */
  readonly keeps: string | null;
  readonly findings: readonly ListedFinding[];
}

/** One rule on one object: what is selected, and what an exception means. */
export function findingKey({ code, subject }: Pick<SchemaFinding, "code" | "subject">): string {
  return JSON.stringify([code, subject]);
}

/** What a rule is called. */
export function ruleTitle(code: string): string {
  return schemaRules.find((rule) => rule.code === code)?.title ?? code;
}

/** The rule of a seed that a rule keeps, with the seed's name. */
export function keptRule(code: string): string | null {
  const rule = schemaRules.find((candidate) => candidate.code === code);
  return rule ? `${rule.keeps.seed}: ${rule.keeps.rule}` : null;
}

/** What a finding stands in: a table, a schema, or the server. */
export function objectOf({ schema, table, subject }: SchemaFinding): string {
  return table === null ? subject : `${schema}.${table}`;
}

/** The findings that a choice and a typed text leave, in their order. Every word of the text must be found. */
export function chooseFindings(
  findings: readonly ListedFinding[],
  choice: FindingChoice,
  filter: string,
): readonly ListedFinding[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return findings.filter(({ finding, exception }) => {
    const { code, subject, schema, table } = finding;
    if ((exception !== null) !== (choice.kind === "accepted")) return false;
    if (choice.kind === "rule" && choice.code !== code) return false;
    if (choice.kind === "table" && (choice.table.schema !== schema || choice.table.name !== table)) return false;
    const text = `${code} ${subject} ${ruleTitle(code)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Groups by rule in the order of the list, or by object with most findings first. */
export function groupFindings(
  findings: readonly ListedFinding[],
  grouping: "rule" | "object",
): readonly FindingGroup[] {
  if (grouping === "rule")
    return [...groupBy(findings, ({ finding }) => finding.code)].map(([code, own]) => ({
      key: code,
      title: ruleTitle(code),
      keeps: keptRule(code),
      findings: own,
    }));
  const groups = [...groupBy(findings, ({ finding }) => objectOf(finding))];
  return groups
    .map(([title, own]) => ({ key: title, title, keeps: null, findings: own }))
    .toSorted((a, b) => b.findings.length - a.findings.length || (a.title < b.title ? -1 : 1));
}

/** How many findings there are of each severity. */
export function countSeverities(findings: readonly SchemaFinding[]): Readonly<Record<Severity, number>> {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return { error: count("error"), warning: count("warning"), info: count("info") };
}
