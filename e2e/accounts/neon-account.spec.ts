// A Neon account, from a pasted connection string to a branch: against a stand-in for Neon's cloud.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type FakeNeon, startFakeNeon } from "../../electron/control-planes/neon/testing/fake-neon.ts";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { startWeb, type WebHost } from "../hosts/start-web.ts";
import { expect, test } from "../hosts/test.ts";
import { Accounts } from "../pages/branches/accounts.ts";
import { ConnectionForm } from "../pages/connection-form.ts";
import { seriousFindings } from "../pages/serious-findings.ts";
import { Shell } from "../pages/shell.ts";

let cloud: FakeNeon;
let folder: Awaited<ReturnType<typeof prepareSampleFolder>>;
let host: WebHost;
const lines: string[] = [];
test.beforeEach(async () => {
  test.setTimeout(300_000);
  cloud = await startFakeNeon();
  folder = await prepareSampleFolder();
  host = await startWeb({ dataFolder: folder.path, onLine: (line) => lines.push(line) });
});
test.afterEach(async () => {
  await host.close();
  await cloud.close();
  folder.remove();
});

test("a Neon account is added by its key; its projects are connected to and branched", async () => {
  const { page } = host;
  const shell = new Shell(page);
  const accounts = new Accounts(page);
  const findings: string[] = [];
  const look = async (screen: string) => void findings.push(...(await seriousFindings(page, screen)));
  await shell.waitForCatalog();

  await test.step("a pasted Neon URL offers the account", async () => {
    const form = new ConnectionForm(page);
    await form.open();
    await form.paste("postgresql://mara:pw@ep-calm-fox-12345678.eu-central-1.aws.neon.tech/shop");
    await look("offer");
    await form.dialog.getByRole("button", { name: "Use the account" }).click();
    await expect(accounts.dialog("Neon accounts")).toContainText("No Neon account yet");
    await look("no account");
  });

  await test.step("a wrong key is explained, the right one shows the projects", async () => {
    await accounts.add("napi_wrong_key_canary", cloud.apiUrl);
    const form = accounts.dialog("Add a Neon account");
    await expect(form.getByRole("alert")).toContainText("Neon does not accept this API key.");
    await look("wrong key");
    await form.getByLabel("API key").fill(cloud.apiKey);
    await form.getByRole("button", { name: "Add account" }).click();
    const projects = accounts.dialog("Projects of Calm Shop Ltd");
    await expect(projects.getByRole("listitem")).toContainText("aws-eu-central-1 · PostgreSQL 17");
    await expect(projects.getByRole("status")).toContainText("could not tell about 1 project");
    await look("projects");
    await projects.getByRole("button", { name: "Connect to Shop" }).click();
  });

  await test.step("a project becomes a connection", async () => {
    const form = accounts.dialog("Connect to Shop");
    await expect(form.getByRole("button", { name: /Role/ })).toContainText("shop_owner");
    await look("connect");
    await form.getByRole("radio", { name: "Staging" }).click();
    await form.getByRole("button", { name: "Add connection" }).click();
    await expect(page.getByRole("button", { name: "Connection: Shop" })).toBeVisible();
  });

  await test.step("it is changed", async () => {
    await page.getByRole("button", { name: "Connection: Shop" }).click();
    await page.getByRole("button", { name: "Change Shop" }).click();
    const form = accounts.dialog("Change Shop");
    await expect(form.getByRole("radio", { name: "Staging" })).toBeChecked();
    await form.getByLabel("Migrations folder").fill("/srv/shop/migrations");
    await form.getByRole("button", { name: "Save changes" }).click();
    await expect(form).toBeHidden();
  });

  await test.step("its branches are shown and made", async () => {
    await shell.showSection("Branches");
    await shell.sidebar.getByText("Shop", { exact: true }).click();
    await expect(shell.main.getByRole("row", { name: /^main/ })).toBeVisible();
    await shell.main.getByRole("button", { name: /^New branch/ }).click();
    const dialog = page.getByRole("dialog", { name: "New branch" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("preview/basket");
    await dialog.getByRole("button", { name: "Create branch" }).click();
    await expect(shell.main.getByRole("row", { name: /preview\/basket/ })).toBeVisible({ timeout: 30_000 });
    expect(cloud.project.branches.map(({ name }) => name)).toEqual(["main", "preview/basket"]);
  });

  await test.step("a revoked key is said to be one, and the account can go", async () => {
    cloud.revokeKey();
    await accounts.open();
    await accounts.dialog("Neon accounts").getByRole("button", { name: "Projects of Calm Shop Ltd" }).click();
    const projects = accounts.dialog("Projects of Calm Shop Ltd");
    await expect(projects.getByRole("alert")).toContainText("Neon does not accept this API key.", { timeout: 30_000 });
    await projects.getByRole("button", { name: "All accounts" }).click();
    await accounts.dialog("Neon accounts").getByRole("button", { name: "Remove Calm Shop Ltd" }).click();
    const question = accounts.dialog("Remove Calm Shop Ltd?");
    await expect(question).toContainText("and 1 connection to its projects");
    await question.getByRole("button", { name: "Remove the account" }).click();
    await expect(accounts.dialog("Neon accounts")).toContainText("No Neon account yet");
  });

  expect(findings).toEqual([]);
  const everywhere = [...lines, ...textsUnder(folder.path), await page.content()];
  for (const secret of [cloud.apiKey, "napi_wrong_key_canary", "pw-of-shop_owner"])
    expect(everywhere.filter((text) => text.includes(secret))).toEqual([]);
});

/** The text files of Steward itself: not those of the clusters, which know no key. */
function textsUnder(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() && statSync(join(path, entry.name)).size < 5_000_000)
    .map((entry) => readFileSync(join(path, entry.name), "utf8"));
}
