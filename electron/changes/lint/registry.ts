import type { LintRule } from "./rule.ts";

/** Every rule: one file and one line. */
export const lintRules: readonly LintRule[] = [];
