import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { build } from "esbuild";

/** The parser's thread as it ships, one file with the parser's WebAssembly beside it: a thread reads no TypeScript. */
export async function buildParserThread(): Promise<{ readonly file: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "steward-parser-"));
  const file = join(folder, "parser-thread.cjs");
  await build({
    entryPoints: [resolve(import.meta.dirname, "..", "parser", "parser-thread.ts")],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "silent",
    define: { "import.meta.url": "__filename" },
  });
  const parser = dirname(createRequire(import.meta.url).resolve("libpg-query"));
  await copyFile(join(parser, "libpg-query.wasm"), join(folder, "libpg-query.wasm"));
  return { file, remove: () => rm(folder, { recursive: true }) };
}
