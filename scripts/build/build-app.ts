import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildBundle, bundles } from "./bundles.ts";
import { BuildMemory, fingerprint } from "./fingerprint.ts";

interface Target {
  readonly output: string;
  readonly sources: readonly string[];
  run(): Promise<void>;
}

const rendererSources = ["renderer", "shared", "vite.config.mts", "package-lock.json"];
const bundleSources = ["electron", "shared", "scripts/build", "package-lock.json"];

/** How building went: what could not be built, with the reason. */
export interface BuildFailure {
  readonly output: string;
  readonly reason: string;
}

/**
 * Builds what is out of date into `dist/`, one line each through `tell`. Goes on after a failure, so that one host
 * that cannot be built does not keep the other from starting.
 */
export async function buildApp(root: string, tell: (line: string) => void): Promise<readonly BuildFailure[]> {
  const memory = await BuildMemory.open(root);
  const failures: BuildFailure[] = [];
  for (const target of targetsOf(root)) {
    const state = await fingerprint(root, target.sources);
    if (memory.isUpToDate(target.output, state) && existsSync(join(root, target.output))) continue;
    const startedAt = performance.now();
    try {
      await target.run();
      await memory.remember(target.output, state);
      tell(`built ${target.output} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failures.push({ output: target.output, reason });
      tell(`could not build ${target.output}: ${reason}`);
    }
  }
  return failures;
}

function targetsOf(root: string): readonly Target[] {
  const page: Target = {
    output: "dist/renderer/index.html",
    sources: rendererSources,
    run: async () => {
      // Loaded only when needed: an unchanged page must not cost the bundler's own start.
      const { build } = await import("vite");
      await build({ configFile: join(root, "vite.config.mts"), logLevel: "silent" });
    },
  };
  const others = bundles.map((bundle) => ({
    output: bundle.output,
    sources: bundleSources,
    run: () => buildBundle(root, bundle),
  }));
  return [...others, page];
}
