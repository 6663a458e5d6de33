import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { runProgram } from "../../program.ts";
import { diffLines } from "./line-diff.ts";
import { githubWorkflows } from "./workflows.ts";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly if?: string; readonly steps: readonly Step[] }>>;
}

const files = githubWorkflows("db/migrations");
const workflows = files.map(({ path, text }) => ({ path, workflow: parse(text) as Workflow })); // checked by what follows
const steps = workflows.flatMap(({ workflow }) => Object.values(workflow.jobs).flatMap((job) => job.steps));
const scripts = steps.flatMap(({ run }) => (run === undefined ? [] : [run]));

/** Runs the real program; requests to an app are refused, so that only its reading of the line counts. */
async function run(...args: string[]) {
  const texts: string[] = [];
  let asked = 0;
  const write = (text: string) => void texts.push(text);
  const exitCode = await runProgram(args, {
    version: "1",
    dataFolder: "/nowhere",
    resourcesFolder: "/nowhere",
    terminal: { writeOut: write, writeError: write },
    signal: new AbortController().signal,
    openCarrier: async () => {
      asked += 1;
      return {
        handle: async () => ({ ok: false, error: { code: "refused", message: "no app here" } }),
        onEvent: () => undefined,
        close: async () => undefined,
      };
    },
  });
  return { exitCode, asked, text: texts.join("") };
}

describe("the workflows for GitHub", () => {
  it.each(files)("$path", async ({ path, text }) => {
    await expect(text).toMatchFileSnapshot(join("testing", path.slice(path.lastIndexOf("/") + 1)));
  });

  it("have no more rights than they need, and none for forks", () => {
    expect(workflows.map(({ workflow }) => workflow.permissions)).toEqual([
      { contents: "read", "pull-requests": "write" },
      { contents: "read" },
      { contents: "read" },
    ]);
    const ofPulls = workflows.filter(({ workflow }) => "pull_request" in workflow.on);
    expect(ofPulls.flatMap(({ workflow }) => Object.values(workflow.jobs).map((job) => job.if))).toEqual(
      new Array(2).fill("github.event.pull_request.head.repo.full_name == github.repository"),
    );
    expect(workflows.some(({ workflow }) => "pull_request_target" in workflow.on)).toBe(false);
  });

  it("put nothing of an event into a script, and no secret anywhere but into the environment of a step", () => {
    expect(scripts.filter((script) => script.includes("${{"))).toEqual([]);
    const others = steps.map(({ env: _env, ...step }) => JSON.stringify(step));
    expect(others.filter((text) => text.includes("secrets."))).toEqual([]);
  });

  it.skipIf(process.platform === "win32")("have scripts that the shell can read", () => {
    for (const script of scripts) execFileSync("bash", ["-n"], { input: script });
    expect(() => execFileSync("bash", ["-n"], { input: "if true; then", stdio: "pipe" })).toThrow();
  });

  it("use actions of a whole version", () => {
    const used = steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
    expect(used.filter((name) => !/^actions\/[a-z-]+@v\d+\.\d+\.\d+$/.test(name))).toEqual([]);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.every((step) => step.with?.["persist-credentials"] === false)).toBe(true);
  });

  it("call only what the program understands", async () => {
    const calls = scripts.flatMap((script) => [...script.matchAll(/^\s*steward (.+)$/gm)].map(([, line = ""]) => line));
    expect(calls.map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
      "connections add",
      "branches list",
      "branches create",
      "branches create",
      "migrate status",
      "migrate rehearse",
      "connections add",
      "branches list",
      "branches delete",
      "connections add",
      "drift --connection",
    ]);
    for (const line of calls) {
      const values: Readonly<Record<string, string>> = { DATABASE_URL: "postgresql://ada@127.0.0.1:1/shop" };
      const words = line
        .replace(/ (>|2>|\|\|).*$/, "")
        .split(" ")
        .map((word) => word.replaceAll('"', "").replace(/\$\{?([A-Z_]+)\}?/g, (_whole, name) => values[name] ?? "7"));
      const { text, asked } = await run(...words);
      expect([line, text.includes("error: ") || text.includes("--help"), asked]).toEqual([line, false, 1]);
    }
  });
});

describe("steward ci init github", () => {
  let folder: string;
  const path = () => join(folder, ".github", "workflows", "steward-pull-request.yml");
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "steward-ci-"));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const init = (...more: string[]) => run("ci", "init", "github", "--folder", folder, ...more);

  it("writes the files, once", async () => {
    expect((await init()).text).toMatch(
      /steward-pull-request.yml written\n.*steward-closed.yml written\n.*steward-drift.yml written/,
    );
    expect(await readFile(path(), "utf8")).toBe(githubWorkflows("migrations")[0]?.text);
    const again = await init();
    expect([again.exitCode, again.text.match(/is as it should be/g)?.length]).toEqual([0, 3]);
  });

  it("shows what it would overwrite, and writes nothing at all until --force", async () => {
    await mkdir(join(folder, ".github", "workflows"), { recursive: true });
    await writeFile(path(), "name: mine\n");
    const refused = await init();
    expect([
      refused.exitCode,
      refused.text.includes("-name: mine\n"),
      refused.text.includes("+name: Steward rehearsal\n"),
    ]).toEqual([1, true, true]);
    await expect(readFile(join(folder, ".github", "workflows", "steward-closed.yml"))).rejects.toThrow("ENOENT");
    expect(await readFile(path(), "utf8")).toBe("name: mine\n");
    expect((await init("--force")).exitCode).toBe(0);
    expect(await readFile(path(), "utf8")).toContain("name: Steward rehearsal");
  });

  it.each(["../up", "/etc", 'a"b', "a b", "$(id)", "a\nb", "a/../b", "a/"])(
    "refuses %j as the folder of migrations",
    async (name) => {
      expect((await init("--migrations", name)).exitCode).toBe(2);
    },
  );
});

it("tells two texts apart line by line, so that either can be had again", () => {
  const lines = fc.array(fc.constantFrom("a", "b", "c", "")).map((some) => some.join("\n"));
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const diff = diffLines(before, after);
      const side = (mark: string) =>
        diff
          .filter((line) => line[0] === " " || line[0] === mark)
          .map((line) => line.slice(1))
          .join("\n");
      expect([side("-"), side("+")]).toEqual([before, after]);
    }),
  );
});
