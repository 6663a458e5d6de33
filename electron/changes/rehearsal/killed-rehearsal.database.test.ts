import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  createPlaneFolder,
  findServers,
  mainId,
  type PlaneFolder,
  projectId,
  runSql,
} from "../../testing/plane-folder.ts";

const script = join(import.meta.dirname, "testing", "rehearsal-process.ts");
/** Every step of a rehearsal, for STEWARD_KILL_POINTS=all; one in the middle of up otherwise. */
const allSteps = [
  "making a branch",
  "reading the rows before",
  "up: 0001_kill: CREATE TABLE",
  "up: 0001_kill: SELECT",
  "comparing the rows",
  "down: 0001_kill: DROP TABLE",
  "deleting the branch",
];
const steps = process.env.STEWARD_KILL_POINTS === "all" ? allSteps : ["up: 0001_kill: SELECT"];

let folder: PlaneFolder;
beforeAll(async () => {
  folder = await createPlaneFolder();
});
afterAll(() => folder.remove());

async function killAt(step: string): Promise<void> {
  const child = spawn(process.execPath, ["--import", "tsx", script, folder.path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line === `STEP ${step}`) resolve();
    });
    child.once("exit", () => reject(new Error(`It ended before it said ${step}.`)));
  });
  child.kill("SIGKILL");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

it.each(steps)("a rehearsal that is killed leaves no branch, and the target as it was (%s)", async (step) => {
  await killAt(step);
  const plane = await folder.open();
  try {
    const branches = await plane.listBranches(projectId);
    expect([branches.map(({ name }) => name), await folder.clusters()]).toEqual([["main"], [mainId]]);
    const parameters = await plane.adminParameters(projectId, mainId, "postgres");
    expect(await runSql(parameters, "SELECT to_regclass('made')")).toEqual([[null]]);
    expect(findServers(folder.path)).toHaveLength(1);
  } finally {
    await plane.close();
  }
});
