import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultEnvironmentRules, type EnvironmentRules } from "../../shared/connections/environments.ts";
import { EnvironmentStore } from "./environment-store.ts";

describe("the rules of environments on disk", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "steward-environments-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("are the defaults until they are changed, and outlive the app", async () => {
    const store = new EnvironmentStore(folder);
    expect(await store.read()).toEqual(defaultEnvironmentRules);
    const changed: EnvironmentRules = { ...defaultEnvironmentRules, staging: { hue: "violet", guard: "locked" } };
    await store.write(changed);
    expect([await store.read(), await new EnvironmentStore(folder).read()]).toEqual([changed, changed]);
  });

  it("are not guessed where the file is damaged or unlocks production", async () => {
    const file = join(folder, "environments.json");
    await writeFile(file, "{");
    await expect(new EnvironmentStore(folder).read()).rejects.toMatchObject({ code: "fileSystem" });
    const environments = { ...defaultEnvironmentRules, production: { hue: "rose", guard: "open" } };
    await writeFile(file, JSON.stringify({ format: 1, environments }));
    await expect(new EnvironmentStore(folder).read()).rejects.toThrow("Production stays locked.");
  });
});
