// `npm run test:versions`: the database tests on PostgreSQL 14 to 17. `-- catalog` runs those whose path has this word.
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { ensureServers } from "./test/ensure-servers.ts";

process.env.TEST_VERSIONS = "all";
await ensureServers((line) => console.log(line));
const args = ["vitest", "run", "--project=postgres *", ...process.argv.slice(2)];
const options = {
  cwd: resolve(import.meta.dirname, ".."),
  stdio: "inherit",
  shell: process.platform === "win32",
} as const;
spawn("npx", args, options)
  .on("error", (error) => {
    console.error(error.message);
    process.exitCode = 1;
  })
  .on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
