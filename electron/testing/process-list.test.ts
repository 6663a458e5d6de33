import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { findProcesses, parseProcessList, processFields } from "./process-list.ts";

const list = `
    1     0 Ss   /sbin/init
  200   100 Ss   /usr/lib/postgres -D /tmp/a b/one -c port=5001
  201   200 S    /usr/lib/postgres -D /tmp/a b/one -c port=5001
  202   200 Ss   postgres: checkpointer
  203     1 S    /bin/sh -c
( ( program=$$
    cd /
  ) & )
 sh /usr/lib/postgres -D /tmp/a b/one -c port=5001
  300   100 Z+   /usr/lib/postgres -D /tmp/a b/two -c port=5002
  400   100 Ss   /usr/lib/postgres -D /tmp/other/one -c port=5003
`.slice(1);

describe("the list of processes", () => {
  it("is read with commands of many lines", () => {
    const processes = parseProcessList(list);
    expect(processes.map(({ pid, parentPid, state }) => [pid, parentPid, state])).toEqual([
      [1, 0, "Ss"],
      [200, 100, "Ss"],
      [201, 200, "S"],
      [202, 200, "Ss"],
      [203, 1, "S"],
      [300, 100, "Z+"],
      [400, 100, "Ss"],
    ]);
    expect(processes[4]?.command).toMatch(/^\/bin\/sh -c\n[\s\S]* -D \/tmp\/a b\/one -c port=5001$/);
  });

  it("gives a server once, without a child that still looks like it, and without what has ended", () => {
    const find = (isShell: boolean) =>
      findProcesses("/tmp/a b", parseProcessList(list), ({ command }) => command.startsWith("/bin/sh") === isShell);
    expect([find(false), find(true)]).toEqual([[200], [203]]);
  });

  it.skipIf(process.platform === "win32")("holds this process with its parent, as the system prints it", () => {
    const printed = execFileSync("ps", ["-eww", "-o", processFields], { encoding: "utf8" });
    expect(parseProcessList(printed).find(({ pid }) => pid === process.pid)?.parentPid).toBe(process.ppid);
  });
});
