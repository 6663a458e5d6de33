import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openControlPlane } from "./open-control-plane.ts";

describe("a control plane that cannot be opened", () => {
  it("gives its reason whenever it is asked for anything", async () => {
    const folder = await mkdtemp(join(tmpdir(), "steward-plane-"));
    const lines: string[] = [];
    await writeFile(join(folder, "embedded"), "a file where the clusters' folder should be");
    const {
      embedded: plane,
      branches,
      close,
    } = await openControlPlane(
      folder,
      (line) => lines.push(line),
      () => undefined,
    );
    const reason = { code: expect.stringMatching(/fileSystem|unsupported/) };
    expect(await plane.listProjects()).toEqual([]);
    await expect(plane.listBranches("sample")).rejects.toMatchObject(reason);
    await expect(plane.createProject({ id: "sample", name: "Sample", roles: ["owner"] })).rejects.toMatchObject(reason);
    await expect(plane.connectParameters("sample", "main", "postgres")).rejects.toMatchObject(reason);
    await expect(branches.listBranches("sample")).rejects.toMatchObject(reason);
    expect(lines).toEqual([expect.stringContaining("No embedded Postgres: ")]);
    plane.onChange(() => undefined)();
    await close();
    await rm(folder, { recursive: true });
  });
});
