import { describe, expect, it } from "vitest";
import { headCopy } from "../../shared/branches/model.ts";
import { branchExample } from "../../shared/branches/testing/branch-example.ts";
import type { WireRequest, WireResponse } from "../../shared/ipc/wire.ts";
import { runProgram } from "./program.ts";

const branch = branchExample({ id: "br-1", name: "main", isDefault: true, sizeBytes: 1024 });

/** Runs a command line against an app that answers with what `answers` says for the channel. */
async function run(args: string[], answers: Record<string, unknown>) {
  const out: string[] = [];
  const errors: string[] = [];
  const sent: WireRequest[] = [];
  let closed = 0;
  const answer = (channel: string): WireResponse => {
    const value = answers[channel];
    if (value instanceof Error) return { ok: false, error: { code: "refused", message: value.message } };
    return { ok: true, value };
  };
  const exitCode = await runProgram(args, {
    version: "1.2.3",
    dataFolder: "/nowhere",
    resourcesFolder: "/nowhere",
    terminal: { writeOut: (text) => void out.push(text), writeError: (text) => void errors.push(text) },
    signal: new AbortController().signal,
    openCarrier: async () => ({
      handle: async (request) => {
        sent.push(request);
        return answer(request.channel);
      },
      onEvent: () => undefined,
      close: async () => void closed++,
    }),
  });
  return { exitCode, out: out.join(""), errors: errors.join(""), sent, closed };
}

describe("the command line", () => {
  it("prints lists as a table or as JSON", async () => {
    const table = await run(["branches", "list"], { "branches.list": [branch] });
    expect([table.exitCode, table.closed, table.out.includes("main (default)")]).toEqual([0, 1, true]);
    const json = await run(["branches", "list", "--format", "json"], { "branches.list": [branch] });
    expect(JSON.parse(json.out)).toEqual([branch]);
  });

  it("creates from the default branch unless told otherwise", async () => {
    const answers = { "branches.list": [branch], "branches.create": { ...branch, id: "br-2", name: "try" } };
    const created = await run(["branches", "create", "try", "--expires", "2"], answers);
    expect(created.sent.at(-1)?.input).toEqual({
      projectId: "sample",
      parentId: "br-1",
      name: "try",
      timeToLiveSeconds: 7200,
      ...headCopy,
    });
    const unknown = await run(["branches", "create", "try", "--parent", "nope"], answers);
    expect([unknown.exitCode, unknown.errors.includes("no branch nope")]).toEqual([2, true]);
    const wrong = await run(["branches", "create", "try", "--expires", "soon"], answers);
    expect([wrong.exitCode, wrong.sent]).toEqual([2, []]);
  });

  it("deletes only what was named twice", async () => {
    const answers = { "branches.list": [branch], "branches.delete": null };
    const deleted = await run(["branches", "delete", "main", "--confirm", "main"], answers);
    expect(deleted.sent.at(-1)?.input).toEqual({ projectId: "sample", branchId: "br-1", confirmName: "main" });
    expect((await run(["branches", "delete", "main"], answers)).exitCode).toBe(2);
    const twins = { ...answers, "branches.list": [branch, { ...branch, id: "br-2" }] };
    expect((await run(["branches", "delete", "main", "--confirm", "main"], twins)).exitCode).toBe(1);
  });

  it("ends with 1 for a refusal and 2 for wrong usage, and always lets go of the app", async () => {
    const refused = await run(["branches", "list"], { "branches.list": new Error("no") });
    expect([refused.exitCode, refused.closed, refused.errors]).toEqual([1, 1, "steward: no\n"]);
    const usage = [
      ["nonsense"],
      ["branches", "list", "--format", "xml"],
      ["branches", "create"],
      ["branches", "list", "--nope"],
    ];
    expect(await Promise.all(usage.map(async (args) => (await run(args, {})).exitCode))).toEqual([2, 2, 2, 2]);
  });

  it("explains itself", async () => {
    const help = await run(["--help"], {});
    expect([help.exitCode, help.out.includes("branches")]).toEqual([0, true]);
    expect((await run(["--version"], {})).out).toBe("1.2.3\n");
  });
});
