import { branchNameSchema } from "../../../../shared/branches/contract.ts";
import type { Branch, BranchContent, BranchCopy, MaskingRule, Project } from "../../../../shared/branches/model.ts";
import type { RequestInput } from "../../../../shared/ipc/contracts.ts";
import { whyNotFork } from "../rules/branch-actions.ts";
import { type PointDraft, readPoint } from "../rules/branch-point.ts";
import { lifetimes } from "../rules/branch-times.ts";

/** A masking rule as it is typed. */
export interface MaskingDraft {
  readonly key: string;
  readonly database: string;
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly kind: MaskingRule["mask"]["kind"];
  readonly text: string;
}

/** What the form of a new branch holds. */
export interface NewBranchDraft {
  readonly name: string;
  readonly parentId: string | null;
  readonly point: PointDraft;
  readonly content: BranchContent;
  readonly rules: readonly MaskingDraft[];
  /** Index into `lifetimes`. */
  readonly lifetime: number;
  /** How a plain server copies; elsewhere there is one way. */
  readonly copy: BranchCopy;
}

/** What the control plane will be asked, or what is wrong with the form, by field. */
export type Preflight =
  | { readonly input: RequestInput<"branches.create">; readonly problems: null }
  | {
      readonly input: null;
      readonly problems: Readonly<Partial<Record<"name" | "parent" | "point" | "rules", string>>>;
    };

/** A rule to fill in. */
export function emptyRule(database: string): MaskingDraft {
  return { key: crypto.randomUUID(), database, schema: "public", table: "", column: "", kind: "function", text: "" };
}

/** A rule that there is, to be changed. */
export function draftRule({ mask, ...place }: MaskingRule): MaskingDraft {
  return { key: crypto.randomUUID(), ...place, ...mask };
}

/** How it would be copied: what is missing for a copy of the schema (pg_dump) is missing for a dump, too. */
export function copyOf(draft: NewBranchDraft, { capabilities }: Project): BranchCopy {
  return capabilities.missing.schemaOnly === undefined ? draft.copy : "template";
}

/** Looks at everything that would be refused, before anything is asked. */
export function checkNewBranch(
  draft: NewBranchDraft,
  project: Project,
  branches: readonly Branch[],
  nowMs: number,
): Preflight {
  const parent = branches.find(({ id }) => id === draft.parentId) ?? null;
  const { point, problem } = readPoint(draft.point, parent, nowMs);
  const name = nameProblem(draft.name, branches);
  const whyParent = parent === null ? "Choose the branch to copy." : whyNotFork(parent);
  const rules = draft.content === "anonymised" ? rulesProblem(draft.rules) : null;
  if (name === null && whyParent === null && parent !== null && point !== null && rules === null) {
    const canEnd = project.capabilities.missing.expire === undefined;
    return {
      problems: null,
      input: {
        projectId: project.id,
        parentId: parent.id,
        name: draft.name.trim(),
        point,
        content: draft.content,
        maskingRules: draft.content === "anonymised" ? draft.rules.map(toRule) : [],
        ...(project.capabilities.kind === "template" ? { copy: copyOf(draft, project) } : {}),
        timeToLiveSeconds: canEnd ? (lifetimes[draft.lifetime]?.seconds ?? null) : null,
      },
    };
  }
  return {
    input: null,
    problems: {
      ...(name === null ? {} : { name }),
      ...(whyParent === null ? {} : { parent: whyParent }),
      ...(problem === null ? {} : { point: problem }),
      ...(rules === null ? {} : { rules }),
    },
  };
}

/** What is wrong with the name of a branch that is made or renamed; null when nothing is. */
export function nameProblem(name: string, others: readonly Branch[]): string | null {
  const trimmed = name.trim();
  if (trimmed === "") return "Give it a name: what it is for.";
  if (!branchNameSchema.safeParse(trimmed).success) return "At most 256 characters, none of them invisible.";
  return others.some((branch) => branch.name === trimmed) ? "A branch of this project has this name." : null;
}

/** What is wrong with masking rules; null when nothing is. */
export function rulesProblem(rules: readonly MaskingDraft[]): string | null {
  if (rules.length === 0) return "Say which columns are masked.";
  const at = rules.findIndex((rule) =>
    [rule.database, rule.schema, rule.table, rule.column, rule.text].some((text) => text.trim() === ""),
  );
  return at < 0 ? null : `Rule ${at + 1} is not complete.`;
}

/** Names are taken as they stand: a blank may be part of one. */
export function toRule({ database, schema, table, column, kind, text }: MaskingDraft): MaskingRule {
  return { database, schema, table, column, mask: { kind, text } };
}
