import { describe, expect, it } from "vitest";
import { runProgram, toServerError } from "./run-program.ts";
import { canReach, findServerUser, serverEnvironment } from "./server-user.ts";

const isWindows = process.platform === "win32";
const shell = (script: string) => runProgram("/bin/sh", ["-c", script], { cwd: "/", user: {} });

describe.skipIf(isWindows)("a server's program", () => {
  it("runs to its end, or fails with what it said", async () => {
    await shell("exit 0");
    await expect(shell("echo 'initdb: error: no luck' >&2; exit 3")).rejects.toMatchObject({
      code: "computeUnavailable",
      message: "/bin/sh failed (exit code 3). error: no luck",
    });
    await expect(runProgram("/no/such/program", [], { cwd: "/", user: {} })).rejects.toMatchObject({
      code: "computeUnavailable",
      message: expect.stringContaining("not found"),
    });
  });

  it("keeps no more of its words than is useful", async () => {
    const failure = await shell("yes '2026 FATAL: again and again' | head -n 200000; exit 1").catch(
      (error: Error) => error,
    );
    expect(failure).toMatchObject({ message: "/bin/sh failed (exit code 1). FATAL: again and again" });
  });

  it("gets nothing of our environment", async () => {
    process.env.STEWARD_TEST_SECRET = "secret";
    await shell('test -z "$STEWARD_TEST_SECRET"');
    delete process.env.STEWARD_TEST_SECRET;
    expect(Object.keys(serverEnvironment()).sort()).toEqual(["LC_ALL", "TZ"]);
  });

  it("runs as somebody else than root", async () => {
    const user = findServerUser();
    expect(user).toEqual(process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {});
    await runProgram("/bin/sh", ["-c", 'test "$(id -u)" != 0'], { cwd: "/", user });
    expect([await canReach({}, "/nowhere"), await canReach({ uid: 54321 }, "/usr/bin")]).toEqual([true, true]);
  });
});

describe("what a server says", () => {
  it("becomes an error that can be acted on", () => {
    const cases = [
      [
        'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use\nFATAL:  could not create any TCP/IP sockets',
        "portTaken",
      ],
      ["FATAL:  could not write lock file: No space left on device", "diskFull"],
      ["PANIC:  could not write: Disk quota exceeded", "diskFull"],
      ["FATAL:  data directory has wrong ownership", "computeUnavailable"],
      ["could not look up effective user ID 1234: user does not exist", "computeUnavailable"],
      ["", "computeUnavailable"],
    ] as const;
    const errors = cases.map(([output]) => toServerError("It failed.", output));
    expect(errors.map((error) => error.code)).toEqual(cases.map(([, code]) => code));
    expect(errors.every((error) => error.hint !== undefined)).toBe(true);
    expect(errors[3]?.message).toBe("It failed. FATAL:  data directory has wrong ownership");
    expect([errors[4]?.hint, errors[5]?.message]).toEqual([expect.stringContaining("/etc/passwd"), "It failed."]);
  });
});
