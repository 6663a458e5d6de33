import { describe, expect, it } from "vitest";
import type { Connection } from "../../../shared/connections/model.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { WarmUp } from "./warm-up.ts";

const kinds: Readonly<Record<string, string>> = { sample: "project", own: "server" };

/** The refs that are read when a window opens on this workspace. */
async function warmed(workspace: string | null, failure?: Error, isOurs = true): Promise<readonly DatabaseRef[]> {
  const read: DatabaseRef[] = [];
  const warmUp = new WarmUp({
    databases: {
      read: async (ref) => {
        read.push(ref);
        if (failure) throw failure;
        throw new AppError("cancelled", "Enough for this test.");
      },
    },
    readWorkspace: async () => workspace,
    findConnection: async (id) => {
      const kind = kinds[id];
      if (kind === undefined) throw new AppError("notFound", "There is no such connection.");
      return { target: { kind, projectId: "p" } } as Connection; // all that is looked at
    },
    isOurs: () => isOurs,
  });
  warmUp.begin();
  await new Promise((resolve) => setTimeout(resolve, 5));
  await warmUp.close();
  return read;
}

describe("warming up", () => {
  it("opens the branch of the embedded project that was looked at last", async () => {
    const state = (connectionId: string, branches: object = {}) =>
      JSON.stringify({ connectionId, branchByConnection: branches, tabs: [] });
    expect(await warmed(state("sample"))).toEqual([{ connectionId: "sample" }]);
    expect(await warmed(state("sample", { sample: "br-1" }))).toEqual([{ connectionId: "sample", branchId: "br-1" }]);
    expect(await warmed(state("own"))).toEqual([]);
    expect(await warmed(state("gone"))).toEqual([]);
  });

  it("wakes no compute of somebody else's cloud", async () => {
    expect(await warmed('{"connectionId":"sample"}', undefined, false)).toEqual([]);
  });

  it("does nothing on a first start or a workspace that is broken, and leaves errors to the view", async () => {
    expect(await Promise.all([null, "{", "null", '{"connectionId":null}'].map((text) => warmed(text)))).toEqual([
      [],
      [],
      [],
      [],
    ]);
    const failure = new AppError("computeUnavailable", "The server does not start.");
    expect(await warmed('{"connectionId":"sample"}', failure)).toEqual([{ connectionId: "sample" }]);
  });
});
