import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";

const fileName = "schema_engine_bg.wasm";
const glueName = "./schema_engine_bg.js";
let loading: Promise<typeof engine> | null = null; // the module is one by its nature: its glue holds one instance

/**
 * Prisma's own schema engine, as WebAssembly in this process: it opens no connection and starts no program. In a bundle
 * its file lies beside the program.
 */
export function loadSchemaEngine(): Promise<typeof engine> {
  loading ??= load();
  return loading;
}

async function load(): Promise<typeof engine> {
  const module = await WebAssembly.compile(await readFile(findFile()));
  const { exports } = await WebAssembly.instantiate(module, { [glueName]: { ...engine } });
  engine.__wbg_set_wasm(exports);
  const begin = exports.__wbindgen_start;
  if (typeof begin === "function") begin();
  return engine;
}

function findFile(): string {
  const beside = fileURLToPath(new URL(fileName, import.meta.url));
  if (existsSync(beside)) return beside;
  return join(dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm")), fileName);
}
