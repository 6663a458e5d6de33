import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importRules } from "./rules.ts";

const root = resolve(import.meta.dirname, "..");
const folders = ["shared", "electron", "renderer", "scripts", "e2e", "bench"];

/** Checks the source below `baseDir`; `files` are its folders or files. */
async function check(baseDir: string, files: readonly string[]): Promise<ICruiseResult> {
  const { output } = await cruise([...files], {
    baseDir,
    ruleSet: { forbidden: [...importRules] },
    validate: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types", "default"],
      extensions: [".ts", ".tsx", ".mts", ".cjs", ".js", ".json"],
    },
  });
  if (typeof output === "string") throw new Error("Expected the result as an object.");
  return output;
}

function violationsOf(result: ICruiseResult): string[] {
  return result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
}

function sourceFiles(): string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", ...folders], {
    cwd: root,
  });
  return listed
    .toString()
    .split("\n")
    .filter((file) => /[.]tsx?$/.test(file));
}

describe("the direction of imports", () => {
  let result: ICruiseResult;
  beforeAll(async () => {
    const present = new Set(sourceFiles().map((file) => file.split("/")[0] ?? ""));
    result = await check(
      root,
      folders.filter((folder) => present.has(folder)),
    );
  }, 120_000);

  it("breaks no rule", () => {
    expect(violationsOf(result)).toEqual([]);
  });

  it("was checked for every source file", () => {
    const seen = new Set(result.modules.map(({ source }) => source));
    expect(sourceFiles().filter((file) => !seen.has(file))).toEqual([]);
    const withImports = result.modules.filter(
      ({ source, dependencies }) => !source.includes("node_modules") && dependencies.length > 0,
    );
    expect(withImports.length).toBeGreaterThan(sourceFiles().length / 2);
  });
});

/** Each forbidden import, planted in a copy of the layout: the rule that must see it. */
const planted: readonly (readonly [
  rule: string,
  file: string,
  code: string,
  others?: Readonly<Record<string, string>>,
])[] = [
  ["shared-is-pure", "shared/plans/x.ts", 'import { readFile } from "node:fs/promises"; export const x = readFile;'],
  ["shared-is-pure", "shared/plans/x.ts", 'import { Client } from "pg"; export const x = Client;'],
  [
    "processes-meet-in-shared",
    "electron/grid/x.ts",
    'import type { Y } from "../../renderer/ui/y.ts"; export type X = Y;',
    { "renderer/ui/y.ts": "export type Y = 1;" },
  ],
  [
    "renderer-stays-in-its-sandbox",
    "renderer/ui/x.ts",
    'import { y } from "../../electron/storage/y.ts"; export const x = y;',
    { "electron/storage/y.ts": "export const y = 1;" },
  ],
  ["renderer-has-no-node", "renderer/ui/x.ts", 'import { join } from "node:path"; export const x = join;'],
  ["electron-in-the-desktop-host-only", "electron/app/x.ts", 'import { app } from "electron"; export const x = app;'],
  ["pg-behind-our-sessions", "electron/grid/x.ts", 'import { Client } from "pg"; export const x = Client;'],
  [
    "hosts-are-the-top",
    "electron/web/x.ts",
    'import { y } from "../desktop/y.ts"; export const x = y;',
    { "electron/desktop/y.ts": "export const y = 1;" },
  ],
  [
    "hosts-are-the-top",
    "electron/app/x.ts",
    'import { y } from "../web/y.ts"; export const x = y;',
    { "electron/web/y.ts": "export const y = 1;" },
  ],
  [
    "app-composes",
    "electron/grid/x.ts",
    'import { y } from "../app/y.ts"; export const x = y;',
    { "electron/app/y.ts": "export const y = 1;" },
  ],
  [
    "capabilities-are-apart",
    "electron/grid/x.ts",
    'import { y } from "../editor/y.ts"; export const x = y;',
    { "electron/editor/y.ts": "export const y = 1;" },
  ],
  [
    "foundations-know-no-capability",
    "electron/catalog/x.ts",
    'import { y } from "../grid/y.ts"; export const x = y;',
    { "electron/grid/y.ts": "export const y = 1;" },
  ],
  [
    "postgres-and-storage-are-the-ground",
    "electron/postgres/x.ts",
    'import { y } from "../catalog/y.ts"; export const x = y;',
    { "electron/catalog/y.ts": "export const y = 1;" },
  ],
  [
    "features-are-apart",
    "renderer/features/grid/x.ts",
    'import { y } from "../plans/y.ts"; export const x = y;',
    { "renderer/features/plans/y.ts": "export const y = 1;" },
  ],
  [
    "ui-knows-no-domain",
    "renderer/ui/x.ts",
    'import { y } from "../features/grid/y.ts"; export const x = y;',
    { "renderer/features/grid/y.ts": "export const y = 1;" },
  ],
  [
    "ui-knows-no-state",
    "renderer/ui/x.ts",
    'import { y } from "../state/y.ts"; export const x = y;',
    { "renderer/state/y.ts": "export const y = 1;" },
  ],
  [
    "features-do-not-reach-up",
    "renderer/features/grid/x.ts",
    'import { y } from "../../app/y.ts"; export const x = y;',
    { "renderer/app/y.ts": "export const y = 1;" },
  ],
  [
    "tests-stay-out-of-the-product",
    "electron/grid/x.ts",
    'import { y } from "../testing/y.ts"; export const x = y;',
    { "electron/testing/y.ts": "export const y = 1;" },
  ],
  [
    "no-cycles",
    "shared/plans/x.ts",
    'import type { Y } from "./y.ts"; export type X = Y;',
    { "shared/plans/y.ts": 'import type { X } from "./x.ts"; export type Y = X;' },
  ],
  ["nothing-unresolved", "shared/plans/x.ts", 'import { y } from "./gone.ts"; export const x = y;'],
];

describe("a forbidden import", () => {
  let folder: string;
  beforeAll(async () => {
    // Below the repository, so that packages resolve as they do in the real tree.
    await mkdir(join(root, ".cache"), { recursive: true });
    folder = await mkdtemp(join(root, ".cache", "architecture-"));
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    await cp(join(root, "package.json"), join(folder, "package.json"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(planted.map(([rule, file, code, others]) => ({ rule, file, code, others })))(
    "$rule is seen in $file",
    async ({ rule, file, code, others = {} }) => {
      const files = { [file]: code, ...others };
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), text);
      }
      const result = await check(folder, Object.keys(files));
      expect(violationsOf(result).join("\n")).toContain(`${rule}: ${file}`);
      await Promise.all(Object.keys(files).map((path) => rm(join(folder, path))));
    },
  );

  it("has no rule without a planted example", () => {
    expect(importRules.map(({ name }) => name).filter((name) => !planted.some(([rule]) => rule === name))).toEqual([]);
  });
});

describe("size", () => {
  it("of a file is at most 400 lines", async () => {
    const files = sourceFiles();
    const lengths = await Promise.all(
      files.map(async (file) => (await readFile(join(root, file), "utf8")).split("\n").length - 1),
    );
    expect(files.filter((_, index) => (lengths[index] ?? 0) > 400)).toEqual([]);
  });

  it("of a folder is at most 15 source files beside their tests", () => {
    const counts = new Map<string, number>();
    for (const file of sourceFiles().filter((path) => !/[.]test[.]tsx?$/.test(path)))
      counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > 15)).toEqual([]);
  });
});

describe("the documents", () => {
  it("name only paths that exist", async () => {
    const documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/glossary.md"];
    const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root })
      .toString()
      .split("\n");
    const exists = (path: string) =>
      tracked.some((file) => file === path || file.startsWith(`${path.replace(/\/$/, "")}/`));
    const missing: string[] = [];
    for (const document of documents) {
      const text = await readFile(join(root, document), "utf8");
      const named = [
        ...text.matchAll(
          /`((?:shared|electron|renderer|migrations|samples|e2e|bench|architecture|docs|scripts)\/[\w./-]*)`/g,
        ),
      ];
      const linked = [...text.matchAll(/\]\((?!https?:)([\w./-]+)\)/g)].map(([, path = ""]) =>
        join(dirname(document), path),
      );
      for (const path of [...named.map(([, path = ""]) => path), ...linked])
        if (!exists(path)) missing.push(`${document}: ${path}`);
    }
    expect(missing).toEqual([]);
  });
});
