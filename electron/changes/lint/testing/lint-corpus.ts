import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Direction, MigrationFinding } from "../../../../shared/changes/model.ts";
import { prepareScript } from "../../script/prepare-script.ts";
import { type LintContext, lintScript, textOnly } from "../lint-script.ts";
import { readLintVersion } from "../lint-version.ts";

/** A script of the corpus: how often its rule has to find something in it, under which options. */
export interface LintCase {
  readonly code: string;
  readonly count: 0 | 1;
  readonly options: readonly string[];
  readonly sql: string;
}

const folder = join(import.meta.dirname, "..", "corpus");

/** `corpus/<rule>.sql`: each case begins with a line `-- finds one` or `-- finds nothing`, perhaps `: option, option`. */
export function readCorpus(): readonly LintCase[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .sort()
    .flatMap((file) => {
      const parts = readFileSync(join(folder, file), "utf8").split(/^-- finds (one|nothing)(?:: (.*))?\n/m);
      return parts.slice(1).flatMap((word, place): readonly LintCase[] => {
        if (place % 3 !== 0) return [];
        const [options, sql] = [parts[place + 2], parts[place + 3]];
        const count = word === "one" ? 1 : 0;
        return [{ code: file.slice(0, -4), count, options: options?.split(", ") ?? [], sql: sql?.trim() ?? "" }];
      });
    });
}

/** Options: `down`, `no-down`, `other` (runner), `optional` (the rule is asked for), `version=17`. */
export async function lintCase(
  { code, options, sql }: Omit<LintCase, "count">,
  context: Partial<LintContext> = {},
): Promise<readonly MigrationFinding[]> {
  const direction: Direction = options.includes("down") ? "down" : "up";
  const version = options.find((option) => option.startsWith("version="))?.slice("version=".length);
  return await lintScript(
    {
      migrationId: "0001_x",
      direction,
      text: sql,
      statements: await prepareScript(sql),
      hasDown: !options.includes("no-down"),
    },
    {
      ...textOnly,
      runner: options.includes("other") ? "other" : "steward",
      version: version === undefined ? null : readLintVersion(version),
      optionalRules: new Set(options.includes("optional") ? [code] : []),
      ...context,
    },
  );
}
