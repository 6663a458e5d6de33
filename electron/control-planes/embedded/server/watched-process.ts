import { type ChildProcess, type SpawnOptions, type StdioOptions, spawn } from "node:child_process";
import type { Writable } from "node:stream";

/** What the watcher does to the program when the app is gone without having said that the program ended. */
export type WhenLeft = "stop server" | "kill all";

/** The first three descriptors of the program. */
export interface WatchedOptions extends Omit<SpawnOptions, "stdio" | "detached"> {
  readonly stdio: readonly ["ignore", "pipe" | number, "pipe" | number];
  readonly whenLeft: WhenLeft;
}

/** A fast stop, and an immediate one after 30 seconds; or everything in the program's process group at once. */
const reactions: Readonly<Record<WhenLeft, string>> = {
  "stop server": `
    kill -INT "$program" 2>/dev/null || exit 0
    tries=0
    while kill -0 "$program" 2>/dev/null && [ "$tries" -lt 150 ]; do sleep 0.2; tries=$((tries + 1)); done
    [ "$tries" -lt 150 ] || kill -QUIT "$program" 2>/dev/null`,
  "kill all": `
    kill -s KILL -- "-$program"`,
};

/**
 * A shell leaves a watcher behind and then becomes the program. The watcher is no child of it (a server would take it for a
 * crashed backend). It reads the pipe on descriptor 3: a line means that the program has ended, the end of the pipe
 * without one that the app is gone, however that happened. It leaves the program's folder, which may be removed meanwhile.
 */
const toScript = (whenLeft: WhenLeft): string => `
( ( program=$$
    cd /
    if read -r word <&3; then exit 0; fi
    ${reactions[whenLeft].trim()}
  ) </dev/null >/dev/null 2>&1 & )
exec "$@" 3<&-
`;

/**
 * Starts a program that does not outlive this process. On Windows there is no such shell: there a program goes on when
 * the app is killed, and the next start of the app stops it.
 */
export function spawnWatched(program: string, args: readonly string[], options: WatchedOptions): ChildProcess {
  const { whenLeft, stdio, ...shared } = options;
  const isWindows = process.platform === "win32";
  const descriptors: StdioOptions = isWindows ? [...stdio] : [...stdio, "pipe"];
  // A session of its own: the terminal's Ctrl+C is for the app, which then stops its programs in order.
  const child = isWindows
    ? spawn(program, args, { ...shared, stdio: descriptors, windowsHide: true })
    : spawn("/bin/sh", ["-c", toScript(whenLeft), "sh", program, ...args], {
        ...shared,
        detached: true,
        stdio: descriptors,
      });
  // A pipe that breaks is no failure of the program: its exit tells. None are there when it could not be started.
  for (const stream of child.stdio ?? []) stream?.on("error", () => undefined);
  if (isWindows) return child;
  child.once("exit", () => releaseWatcher(child));
  child.once("error", () => releaseWatcher(child));
  return child;
}

/** Tells the watcher that there is nothing to stop any more, and lets go of its pipe. */
function releaseWatcher(child: ChildProcess): void {
  const pipe = child.stdio[3] as Writable | null | undefined; // descriptor 3 was asked for as a pipe
  pipe?.end("ended\n");
}
