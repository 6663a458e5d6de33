import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runProgram } from "../program.ts";
import { type Check, checkBrowser, checkDataFolder, checkNode } from "./doctor.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "steward-doctor-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("steward doctor", () => {
  it("knows which Node is new enough", () => {
    const versions = ["18.20.0", "20.18.9", "20.19.0", "22.1.0"];
    expect(versions.map((version) => checkNode(version).verdict)).toEqual(["failed", "failed", "fine", "fine"]);
  });

  it("looks for a browser on the search path", async () => {
    await mkdir(join(folder, "bin"));
    await writeFile(join(folder, "bin", "chromium"), "");
    const found = await checkBrowser({ PATH: join(folder, "bin") });
    expect(found).toEqual({
      subject: "Chromium",
      verdict: "fine",
      found: join(folder, "bin", "chromium"),
      advice: null,
    });
  });

  it("says where the data folder would be made", async () => {
    const check = await checkDataFolder(join(folder, "deep", "er"));
    expect([check.verdict, check.found]).toEqual([
      "fine",
      `${join(folder, "deep", "er")} (is made at the first start)`,
    ]);
  });

  it("checks everything without an app and without making the data folder's state", async () => {
    const out: string[] = [];
    const exitCode = await runProgram(["doctor", "--format", "json"], {
      version: "1",
      dataFolder: folder,
      resourcesFolder: process.cwd(),
      terminal: { writeOut: (text) => void out.push(text), writeError: () => undefined },
      signal: new AbortController().signal,
      openCarrier: () => Promise.reject(new Error("No app is needed.")),
    });
    const checks: readonly Check[] = JSON.parse(out.join(""));
    expect(checks.map(({ subject }) => subject)).toEqual([
      "Node",
      "data folder",
      "disk",
      "running app",
      "Postgres",
      "Electron",
      "Chromium",
    ]);
    expect(exitCode).toBe(checks.some(({ verdict }) => verdict === "failed") ? 1 : 0);
  });
});
