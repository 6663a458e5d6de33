// An upgrade of the packed app: the next version finds the embedded project, its branches and its rows, and an app
// that is older than the data says so and leaves them alone.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSession } from "../../electron/postgres/connect.ts";
import { hasElectron, packApp, packedPaths } from "../../scripts/pack/pack-app.ts";
import { type Branch, headCopy } from "../../shared/branches/model.ts";
import { ask } from "../hosts/ask.ts";
import { prepareDataFolder } from "../hosts/host.ts";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { sampleServer } from "../hosts/sample-server.ts";
import { expectNoServers } from "../hosts/server-processes.ts";
import { expect, test } from "../hosts/test.ts";
import { repositoryFolder } from "../hosts/which-electron.ts";
import { Shell } from "../pages/shell.ts";

const { executable: olderExecutable } = packedPaths(repositoryFolder);
const newerVersion = "99.1.0";

test.skip(!existsSync(olderExecutable), "nothing is packed: run `npm run pack` first; an upgrade was NOT tested");
test.skip(hasElectron(repositoryFolder), "Electron's fuses shut Playwright out of a real package: NOT tested");

test("keeps the embedded project and its data; a format of a later version is refused", async ({ startDesktop }) => {
  test.setTimeout(600_000);
  const folder = await prepareSampleFolder();
  const output = prepareDataFolder({}); // the server's user id must reach its programs
  const newer = await packApp(repositoryFolder, { output: output.path, appVersion: newerVersion });
  const start = async (packagedExecutable: string) => {
    const host = await startDesktop({ packagedExecutable, dataFolder: folder.path });
    const version = await host.app.evaluate(({ app }) => app.getVersion());
    return { ...host, version };
  };

  const first = await start(olderExecutable);
  await new Shell(first.page).waitForCatalog();
  const main = (await branchesOf(first.page)).find(({ isDefault }) => isDefault);
  if (!main) throw new Error("The sample project has no branch.");
  await query(folder.path, main.name, "CREATE TABLE upgrade_notes (note text)");
  await query(folder.path, main.name, "INSERT INTO upgrade_notes VALUES ('written before')");
  const { projectId, id: parentId } = main;
  const request = { projectId, parentId, name: "before the upgrade", timeToLiveSeconds: null, ...headCopy };
  await ask(first.page, "branches.create", request);
  await query(folder.path, request.name, "INSERT INTO upgrade_notes VALUES ('on the branch')");
  const before = await branchesOf(first.page);
  await first.close();
  await expectNoServers(folder.path);

  const second = await start(newer.executable);
  await new Shell(second.page).waitForCatalog();
  const after = await branchesOf(second.page);
  for (const { id } of after) await ask(second.page, "branches.start", { projectId, branchId: id });
  const notes = "SELECT note FROM upgrade_notes ORDER BY note";
  expect({
    versions: [first.version, second.version],
    branches: after.map(({ id, name, parentId: parent }) => [id, name, parent]),
    onMain: await query(folder.path, main.name, notes),
    onBranch: await query(folder.path, request.name, notes),
  }).toEqual({
    versions: [ownVersion(), newerVersion],
    branches: before.map(({ id, name, parentId: parent }) => [id, name, parent]),
    onMain: [["written before"]],
    onBranch: [["on the branch"], ["written before"]],
  });
  expect(before.map(({ name }) => name)).toContain(request.name);
  await second.close();
  await expectNoServers(folder.path);

  const file = join(folder.path, "embedded", "projects.json");
  const later = readFileSync(file, "utf8").replace('"format": 2', '"format": 3');
  writeFileSync(file, later);
  const third = await start(olderExecutable);
  await expect(new Shell(third.page).sampleFailure).toContainText("later version of Steward (format 3)");
  await third.close();
  expect([/"format": 3/.test(later), readFileSync(file, "utf8")]).toEqual([true, later]);
  folder.remove();
  output.remove();
});

async function branchesOf(page: Parameters<typeof ask>[0]): Promise<readonly Branch[]> {
  const [project] = (await ask(page, "projects.list", {})) as { readonly id: string }[]; // the request's own answer
  return (await ask(page, "branches.list", { projectId: project?.id })) as readonly Branch[]; // as above
}

async function query(dataFolder: string, branch: string, sql: string): Promise<readonly (readonly unknown[])[]> {
  const session = await openSession(sampleServer(dataFolder, "contextground", branch), { purpose: "another program" });
  try {
    return (await session.query(sql)).rows;
  } finally {
    await session.close();
  }
}

function ownVersion(): string {
  return JSON.parse(readFileSync(join(repositoryFolder, "package.json"), "utf8")).version;
}
