// The main job by command line: a shell script does it as a user's script would; this only runs it and shows what it says.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "./hosts/test.ts";
import { repositoryFolder } from "./hosts/which-electron.ts";

test("the main job by command line", async () => {
  test.skip(process.platform === "win32", "The script is written for a POSIX shell.");
  test.setTimeout(10 * 60_000);
  const script = spawn("bash", [join(repositoryFolder, "e2e", "command-line.sh")], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  for (const stream of [script.stdout, script.stderr]) stream.on("data", (part: Buffer) => said.push(part.toString()));
  const [code] = await once(script, "exit");
  expect(said.join("")).toContain("ok: nothing is left running");
  expect(code, said.join("")).toBe(0);
});
