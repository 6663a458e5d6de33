// `npm run test:tools`: Prisma's, Drizzle's and dbmate's own programs look at what Steward applied.
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { installPinned, isInstalled, markInstalled } from "./test/install-pinned.ts";

const root = resolve(import.meta.dirname, "..");
const folder = join(root, ".cache", "tools");
const tools = { pinned: join(import.meta.dirname, "test", "tools"), folder, mark: join(folder, "installed-lock.json") };

if (!(await isInstalled(tools))) {
  console.log("Fetching the tools of migration folders …");
  const problem = await installPinned(tools);
  if (problem !== "") throw new Error(`The tools could not be fetched: ${problem}`);
  await markInstalled(tools);
}
const args = ["vitest", "run", "--project=database", "electron/changes/folder/migration-tools"];
spawn("npx", args, {
  cwd: root,
  stdio: "inherit",
  shell: process.platform === "win32",
  env: { ...process.env, STEWARD_MIGRATION_TOOLS: folder },
}).on("exit", (code) => {
  process.exitCode = code ?? 1;
});
