import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebAccess } from "./web-access.ts";

describe("access to the browser host", () => {
  let folder: string;
  let file: string;
  const lines: string[] = [];
  beforeEach(async () => {
    lines.length = 0;
    folder = await mkdtemp(join(tmpdir(), "steward-access-"));
    file = join(folder, "web-sessions.json");
  });
  afterEach(async () => {
    vi.useRealTimers();
    await rm(folder, { recursive: true });
  });

  it("gives one session for each token, whose name is not its secret", async () => {
    const access = await WebAccess.open(file, (line) => lines.push(line));
    const secrets = [await access.redeem(access.issueToken()), await access.redeem(access.issueToken())];
    const names = secrets.map((secret) => access.sessionOf(`other=1; steward=${secret}`, "steward"));
    expect(new Set([...names, ...secrets]).size).toBe(4);
    expect(names.every((name) => /^[0-9a-f]{16}$/.test(name ?? ""))).toBe(true);
  });

  it("knows nobody by another cookie's name, a part of the secret, or nothing", async () => {
    const access = await WebAccess.open(file, (line) => lines.push(line));
    const secret = (await access.redeem(access.issueToken())) ?? "";
    const headers = [`other=${secret}`, `steward=${secret.slice(1)}`, "steward=", "steward", "", undefined];
    expect(headers.map((header) => access.sessionOf(header, "steward"))).toEqual(headers.map(() => null));
  });

  it("keeps sessions as hashes, for the user alone, and for a week", async () => {
    const access = await WebAccess.open(file, (line) => lines.push(line));
    const secret = (await access.redeem(access.issueToken())) ?? "";
    expect([await readFile(file, "utf8"), (await stat(file)).mode & 0o777]).toEqual([
      expect.not.stringContaining(secret),
      0o600,
    ]);
    vi.useFakeTimers({ now: Date.now() + 6 * 24 * 60 * 60 * 1000, toFake: ["Date"] });
    expect(
      (await WebAccess.open(file, (line) => lines.push(line))).sessionOf(`steward=${secret}`, "steward"),
    ).not.toBeNull();
    vi.setSystemTime(Date.now() + 2 * 24 * 60 * 60 * 1000);
    expect(access.sessionOf(`steward=${secret}`, "steward")).toBeNull();
    expect(
      (await WebAccess.open(file, (line) => lines.push(line))).sessionOf(`steward=${secret}`, "steward"),
    ).toBeNull();
  });

  it("does not take a token twice, not even at the same moment", async () => {
    const access = await WebAccess.open(file, (line) => lines.push(line));
    const token = access.issueToken();
    const results = await Promise.all([access.redeem(token), access.redeem(token), access.redeem("")]);
    expect(results.filter((secret) => secret !== null)).toHaveLength(1);
  });

  it("starts anew over a file that it cannot read, and says so", async () => {
    await writeFile(file, "{ torn");
    const access = await WebAccess.open(file, (line) => lines.push(line));
    expect(lines).toHaveLength(1);
    expect(await access.redeem(access.issueToken())).not.toBeNull();
    expect((await WebAccess.open(file, (line) => lines.push(line))).sessionOf("", "steward")).toBeNull();
    expect(lines).toHaveLength(1);
  });
});
