import { afterAll, beforeAll, expect, it } from "vitest";
import type { EmbeddedControlPlane } from "../control-planes/embedded/embedded-control-plane.ts";
import { commandClientId } from "../ipc/command-client.ts";
import { Redactor } from "../ipc/redactor.ts";
import { createPlaneFolder, mainId, type PlaneFolder, projectId, projectRequest } from "../testing/plane-folder.ts";
import { type ConnectionStringsNeeds, createConnectionStrings } from "./connection-strings.ts";

let folder: PlaneFolder;
let plane: EmbeddedControlPlane;
let role: string;
const context = { signal: new AbortController().signal, report: () => undefined, clientId: "window" };
const redactor = new Redactor();
const make = (host: Pick<ConnectionStringsNeeds, "clipboard" | "offerFile">) =>
  createConnectionStrings({ controlPlaneOf: () => plane, learn: (fields) => redactor.learnFrom(fields), ...host });
const input = () => ({ projectId, branchId: mainId, database: "postgres", role, isPooled: false });

beforeAll(async () => {
  folder = await createPlaneFolder();
  plane = await folder.open();
  await plane.createProject(projectRequest);
  role = (await plane.listRoles(projectId))[0] ?? "";
});
afterAll(async () => {
  await plane.close();
  await folder.remove();
});

it("shows no password, hands it to the clipboard or a file, and lets no log have it", async () => {
  const { password } = await plane.connectionTarget(projectId, mainId, "postgres", role, false);
  const copied: string[] = [];
  const offered: string[] = [];
  const clipboard = {
    readText: async () => copied.at(-1) ?? "",
    writeText: async (text: string) => void copied.push(text),
  };
  const desktop = make({ clipboard, offerFile: undefined });
  const web = make({ clipboard: undefined, offerFile: (name, text) => `/files?${offered.push(name, text)}` });
  const shown = await desktop.handlers["branches.connectionString"](input(), context);
  expect(JSON.stringify(shown)).not.toContain(password);
  expect(shown).toEqual({
    shown: expect.stringMatching(/^postgresql:\/\/[^:]+:•+@127\.0\.0\.1:\d+\/postgres\?sslmode=disable$/),
    withoutPassword: expect.stringMatching(/^postgresql:\/\/[^:@]+@127\.0\.0\.1:\d+\/postgres\?sslmode=disable$/),
    way: "clipboard",
  });
  const whole = expect.stringContaining(`:${encodeURIComponent(password ?? "")}@127.0.0.1`);
  expect([
    await desktop.handlers["branches.takeConnectionString"](input(), context),
    await web.handlers["branches.takeConnectionString"](input(), context),
    copied,
    offered,
  ]).toEqual([
    { kind: "clipboard", clearedAfterSeconds: 60 },
    { kind: "file", path: "/files?2" },
    [whole],
    ["postgres.env", whole],
  ]);
  const reveal = (clientId: string) =>
    web.handlers["branches.revealConnectionString"](input(), { ...context, clientId });
  expect(await reveal(commandClientId("own"))).toEqual(whole);
  for (const window of ["window-1-2", "web-session-command-own", "web-command-", "own"])
    await expect(reveal(window)).rejects.toMatchObject({ code: "refused" });
  expect(redactor.redact(`it is ${password}.`)).toBe("it is [redacted].");
  await desktop.close();
  expect(copied.at(-1)).toBe("");
});

it("refuses a host that can hand nothing over, and the pooler that is not there", async () => {
  const cli = make({ clipboard: undefined, offerFile: undefined });
  expect((await cli.handlers["branches.connectionString"](input(), context)).way).toBeNull();
  await expect(cli.handlers["branches.takeConnectionString"](input(), context)).rejects.toMatchObject({
    code: "unsupported",
  });
  await expect(
    cli.handlers["branches.connectionString"]({ ...input(), isPooled: true }, context),
  ).rejects.toMatchObject({ code: "unsupported" });
});
