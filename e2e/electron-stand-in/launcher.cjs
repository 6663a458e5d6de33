// Bundles the stand-in when its sources changed since the last time, then runs it in this process.
const { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } = require("node:fs");
const { join } = require("node:path");

/** The newest change of any source, in milliseconds. */
function newestChange(folder) {
  const times = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs);
  return Math.floor(Math.max(...times));
}

function bundle(folder) {
  const { buildSync } = require("esbuild");
  const source = (name) => join(__dirname, `${name}.ts`);
  const shared = { bundle: true, outdir: folder, logLevel: "error" };
  buildSync({
    ...shared,
    entryPoints: {
      main: source("start/boot"),
      watchdog: source("process/watchdog"),
      "parent-port": source("process/parent-port"),
    },
    platform: "node",
    format: "cjs",
    target: "node20",
    outExtension: { ".js": ".cjs" },
    external: ["bufferutil", "utf-8-validate"],
  });
  buildSync({
    ...shared,
    entryPoints: { "main-world": source("page/main-world"), "preload-world": source("page/preload-world") },
    platform: "browser",
    format: "iife",
    globalName: "standIn",
    target: "chrome120",
  });
}

const cache = join(__dirname, "..", "..", ".cache", "electron-stand-in");
const current = join(cache, String(newestChange(__dirname)));
if (!existsSync(current)) {
  const fresh = `${current}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  bundle(fresh);
  try {
    renameSync(fresh, current);
  } catch (error) {
    // Another start was quicker; its bundle is the same.
    if (!existsSync(current)) throw error;
    rmSync(fresh, { recursive: true, force: true });
  }
}
require(join(current, "main.cjs"));
