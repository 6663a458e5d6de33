import { describe, expect, it } from "vitest";
import type { DatabaseProcessHandle } from "../../postgres/process/handle.ts";
import { DatabaseProcesses } from "./database-processes.ts";

/** A process that the test ends; the host's own ones are tested with their hosts. */
function createProcess(ends = true) {
  const listeners: ((code: number | null) => void)[] = [];
  const exit = (code: number | null) => {
    for (const listener of listeners) listener(code);
  };
  const state = { kills: 0 };
  const handle: DatabaseProcessHandle = {
    pid: 1,
    post: () => undefined,
    onMessage: () => undefined,
    onExit: (listener) => void listeners.push(listener),
    kill: () => {
      state.kills += 1;
      if (ends) setTimeout(() => exit(null), 1);
    },
  };
  return { handle, exit, state };
}

describe("the database processes of an app", () => {
  it("are one for each connection, started when it is needed", () => {
    const started: DatabaseProcessHandle[] = [];
    const start = () => {
      const { handle } = createProcess();
      started.push(handle);
      return handle;
    };
    const processes = new DatabaseProcesses(start, () => undefined);
    expect(started).toEqual([]);
    const handles = ["a", "b", "a"].map((id) => processes.handleOf(id));
    expect([started.length, handles[0] === handles[2], handles[0] === handles[1]]).toEqual([2, true, false]);
  });

  it("are started anew after they died by themselves, which is told", () => {
    const lost: string[] = [];
    const made = [createProcess(), createProcess()];
    const queue = [...made];
    const start = () => queue.shift()?.handle ?? createProcess().handle;
    const processes = new DatabaseProcesses(start, (id) => lost.push(id));
    processes.handleOf("a");
    made[0]?.exit(139);
    expect([lost, processes.handleOf("a") === made[1]?.handle]).toEqual([["a"], true]);
    made[0]?.exit(139);
    expect([lost, processes.handleOf("a") === made[1]?.handle]).toEqual([["a"], true]);
  });

  it("are ended quietly, and a hung one is not waited for without end", async () => {
    const lost: string[] = [];
    const made = [createProcess(), createProcess(false)];
    const queue = [...made];
    const processes = new DatabaseProcesses(
      () => queue.shift()?.handle ?? createProcess().handle,
      (id) => lost.push(id),
    );
    for (const id of ["a", "b"]) processes.handleOf(id);
    await processes.end("unknown");
    await processes.close();
    expect([lost, made.map(({ state }) => state.kills)]).toEqual([[], [1, 1]]);
  });
});
