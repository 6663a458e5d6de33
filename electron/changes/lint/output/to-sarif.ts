import type { MigrationFinding } from "../../../../shared/changes/model.ts";
import { lintRules } from "../registry.ts";

/** A linted file: its path as the report should name it, and the place of each finding. */
export interface LintedFile {
  /** Relative to where the report is read, with slashes. */
  readonly path: string;
  readonly findings: readonly PlacedFinding[];
}

/** A finding with its place: 1-based lines, and columns in characters. */
export interface PlacedFinding {
  readonly finding: Pick<
    MigrationFinding,
    "code" | "severity" | "class" | "lock" | "subject" | "message" | "evidence" | "fix" | "suppression"
  >;
  readonly region: Region | null;
  /** The text that a fix replaces, edit by edit. */
  readonly fixRegions: readonly Region[];
}

/** A part of a text. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

const levels = { error: "error", warning: "warning", info: "note" } as const;

/** The findings as SARIF 2.1.0, which code hosts and editors read. */
export function toSarif(files: readonly LintedFile[], version: string) {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Steward", version, rules: ruleDescriptions() } },
        columnKind: "utf16CodeUnits",
        results: files.flatMap(({ path, findings }) => findings.map((found) => toResult(path, found))),
      },
    ],
  };
}

function ruleDescriptions() {
  const rules = lintRules.map(({ code, aliases, severity, lock, cost, class: impact }) => ({
    id: code,
    defaultConfiguration: { level: levels[severity] },
    properties: { class: impact, lock, cost, aliases },
  }));
  const ofComments = ["ignore-without-reason", "ignore-of-nothing"].map((id) => ({
    id,
    defaultConfiguration: { level: levels.warning },
    properties: { class: "safe", lock: null, cost: null, aliases: [] },
  }));
  return [...rules, ...ofComments, { id: "syntax-error", defaultConfiguration: { level: levels.error } }];
}

function toResult(path: string, { finding, region, fixRegions }: PlacedFinding) {
  const { code, severity, message, subject, evidence, fix, suppression, lock, class: impact } = finding;
  const artifactLocation = { uri: encodeURI(path) };
  const edits = fix?.edits ?? [];
  return {
    ruleId: code,
    level: levels[severity],
    message: { text: `${subject}: ${message}` },
    locations: [{ physicalLocation: { artifactLocation, ...(region ? { region } : {}) } }],
    properties: { class: impact, lock, ...evidence },
    ...(suppression
      ? {
          suppressions: [
            { kind: "inSource", ...(suppression.reason === null ? {} : { justification: suppression.reason }) },
          ],
        }
      : {}),
    ...(fix && edits.length > 0 && edits.length === fixRegions.length
      ? {
          fixes: [
            {
              description: { text: fix.title },
              artifactChanges: [
                {
                  artifactLocation,
                  replacements: edits.map((edit, index) => ({
                    deletedRegion: fixRegions[index],
                    insertedContent: { text: edit.text },
                  })),
                },
              ],
            },
          ],
        }
      : {}),
  };
}
