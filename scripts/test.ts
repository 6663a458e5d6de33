import { spawn } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { hasElectron } from "./pack/pack-app.ts";
import { describeCounts, readPlaywrightCounts, readVitestCounts } from "./test/counts.ts";
import { ensureBrowser } from "./test/ensure-browser.ts";
import { ensureServers } from "./test/ensure-servers.ts";

const root = resolve(import.meta.dirname, "..");
const reports = join(root, ".cache", "reports");
const vitestReport = join(reports, "vitest.json");
const playwrightReport = join(reports, "playwright.json");

/** Runs a package's command with its output shown; gives its exit code. */
function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  console.log(`\n> ${command} ${args.join(" ")}`);
  const options = {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...env },
    shell: process.platform === "win32",
  } as const;
  return new Promise((done) => {
    const child = spawn(command, args, options);
    child.on("error", () => done(1));
    child.on("exit", (code) => done(code ?? 1));
  });
}

async function main(): Promise<number> {
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });
  const browser = await ensureBrowser((line) => console.log(line));
  if (browser) console.log(`Browser for the end-to-end tests: ${browser}`);
  await ensureServers((line) => console.log(line));
  const vitest = ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${vitestReport}`];
  const environment = browser ? { CHROMIUM_PATH: browser } : {};
  const unitCode = await run("npx", vitest, environment);
  const buildCode = await run("npx", ["tsx", "scripts/build.ts"]);
  const isPacked = buildCode === 0 && (await packForTests());
  const playwright = ["playwright", "test", "--reporter=list,json"];
  const browserCode =
    browser && buildCode === 0
      ? await run("npx", playwright, { ...environment, PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport })
      : 1;
  if (!browser)
    console.error(
      "\nThe end-to-end tests need a browser and none could be installed. Install Chromium or Chrome, or set CHROMIUM_PATH.",
    );
  const counts = [await readVitestCounts(vitestReport), await readPlaywrightCounts(playwrightReport)];
  console.log(`\n${describeCounts(counts)}`);
  return unitCode === 0 && buildCode === 0 && isPacked && browserCode === 0 ? 0 : 1;
}

/** Packs what was built, so that the tests of the package always run, and on this build. */
async function packForTests(): Promise<boolean> {
  const startedMs = Date.now();
  if (!hasElectron(root))
    console.log("\nElectron's program is not here: the package under test holds a FAKE of it (the test stand-in).");
  const code = await run("npx", ["tsx", "scripts/pack.ts"]);
  console.log(`Packing took ${((Date.now() - startedMs) / 1000).toFixed(1)} s.`);
  return code === 0;
}

process.exitCode = await main();
