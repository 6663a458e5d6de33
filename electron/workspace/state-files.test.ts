import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StateFiles } from "./state-files.ts";

describe("StateFiles", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "steward-state-"));
  });
  afterEach(async () => {
    await chmod(folder, 0o700);
    await rm(folder, { recursive: true });
  });

  it("keep the text written last, whatever came in between", async () => {
    const files = new StateFiles(join(folder, "state"));
    expect(await files.read("draft.1")).toBeNull();
    await Promise.all(Array.from({ length: 30 }, (_, index) => files.write("draft.1", `text ${index}`)));
    expect(await new StateFiles(join(folder, "state")).read("draft.1")).toBe("text 29");
    expect(await readdir(join(folder, "state"))).toEqual(["draft.1.state"]);
  });

  it("read after a write sees it, and null removes it", async () => {
    const files = new StateFiles(join(folder, "state"));
    void files.write("layout", "{}");
    expect(await files.read("layout")).toBe("{}");
    await files.write("layout", null);
    expect(await files.read("layout")).toBeNull();
  });

  it("say that they cannot be kept, and can be kept later", async () => {
    await writeFile(join(folder, "blocked"), "a file where the folder should be");
    const files = new StateFiles(join(folder, "blocked"));
    await expect(files.write("layout", "{}")).rejects.toMatchObject({ code: "fileSystem" });
    await rm(join(folder, "blocked"));
    await files.write("layout", "{}");
    expect(await files.read("layout")).toBe("{}");
  });
});
