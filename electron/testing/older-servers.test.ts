import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { olderMajors, wantedTests } from "./older-servers.ts";

const root = join(import.meta.dirname, "..", "..");
const readPinned = (file: string): unknown =>
  JSON.parse(readFileSync(join(root, "scripts", "test", "servers", file), "utf8"));

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("the tests of older servers", () => {
  it.each(["", "all"])("are files that exist (TEST_VERSIONS=%j)", (which) => {
    vi.stubEnv("TEST_VERSIONS", which);
    const files = olderMajors.flatMap(wantedTests);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
    expect(files.length).toBeGreaterThan(which === "all" ? 100 : 20);
  });
});

describe("the pinned servers", () => {
  it("are one exact version of each major, and npm knows what to expect of every package", () => {
    const manifest = readPinned("package.json") as { optionalDependencies: Record<string, string> }; // our own file
    const lock = readPinned("package-lock.json") as { packages: Record<string, { integrity?: string }> }; // npm's
    const pinned = Object.entries(manifest.optionalDependencies);
    const versions = new Set(pinned.map(([, source]) => source.slice(source.lastIndexOf("@") + 1)));
    expect([...versions].map((version) => Number.parseInt(version, 10)).sort()).toEqual([...olderMajors]);
    expect([...versions].filter((version) => !/^\d+\.\d+\.\d+-beta\.\d+$/.test(version))).toEqual([]);
    const unsafe = pinned.filter(([name]) => !lock.packages[`node_modules/${name}`]?.integrity?.startsWith("sha512-"));
    expect(unsafe).toEqual([]);
    expect(pinned.map(([name]) => name)).toEqual(
      expect.arrayContaining(olderMajors.map((major) => `postgres-${major}-linux-x64`)),
    );
  });
});
