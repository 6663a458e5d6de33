// Rows into files: a table as the grid shows it, a statement's rows, several tables; what is taken is not replaced unasked.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { onSampleServer } from "../hosts/sample-server.ts";
import { startWeb, type WebHost } from "../hosts/start-web.ts";
import { expect, test } from "../hosts/test.ts";
import { Browse } from "../pages/browse.ts";
import { Query } from "../pages/query.ts";
import { Shell } from "../pages/shell.ts";
import { Transfer } from "../pages/transfer.ts";

test.describe("files of rows", () => {
  let folder: Awaited<ReturnType<typeof prepareSampleFolder>>;
  let files: string;
  let host: WebHost;
  let transfer: Transfer;
  test.beforeAll(async () => {
    test.setTimeout(300_000);
    folder = await prepareSampleFolder();
    files = mkdtempSync(join(tmpdir(), "steward-e2e-files-"));
    chmodSync(files, 0o700);
    host = await startWeb({ dataFolder: folder.path });
    await new Shell(host.page).waitForCatalog();
    transfer = new Transfer(host.page);
  });
  test.afterAll(async () => {
    await host.close();
    folder.remove();
    rmSync(files, { recursive: true, force: true });
  });

  const linesOf = (name: string) => readFileSync(join(files, name), "utf8").split("\n");

  test("a table becomes a CSV file, and is replaced only when that is asked for", async () => {
    const browse = new Browse(host.page);
    await browse.openTable("documents");
    await expect(browse.grid("documents").getByRole("gridcell").first()).toBeVisible();
    await host.page.getByRole("button", { name: "Export these rows" }).click();
    await transfer.chooseFolder(files);
    await expect(transfer.dialog.getByLabel("File name")).toHaveValue("documents");
    await transfer.dialog.getByText("What will be sent").click();
    await expect(transfer.dialog.locator(".export-sql")).toContainText("TO STDOUT WITH (FORMAT csv, HEADER true)");
    await transfer.start();
    await expect(transfer.done).toContainText(/[\d,]+ rows? written in/);
    await expect(transfer.done).toContainText(join(files, "documents.csv"));
    const [head = "", ...rows] = linesOf("documents.csv");
    expect([head.split(",").includes("id"), rows.length > 1]).toEqual([true, true]);
    await transfer.dialog.getByRole("button", { name: "Export again" }).click();
    await transfer.start();
    await expect(transfer.dialog.getByRole("alert")).toContainText("There is a file documents.csv already.");
    await transfer.dialog.getByRole("button", { name: "Replace it" }).click();
    await expect(transfer.done).toContainText("written in");
    await transfer.close();
    expect(readdirSync(files)).toEqual(["documents.csv"]);
  });

  test("the rows of a statement become JSON lines, read again to their end", async () => {
    await new Shell(host.page).showSection("Query");
    const query = new Query(host.page);
    await query.openNew();
    await query.type("SELECT n, n + 9007199254740991 AS big FROM generate_series(1, 25000) AS n");
    await query.run();
    await expect(query.foot).toContainText("The server had more");
    await query.foot.getByRole("button", { name: "Export" }).click();
    await transfer.chooseFormat("JSON lines");
    await transfer.chooseFolder(files);
    await transfer.dialog.getByLabel("File name").fill("numbers");
    await transfer.start();
    await expect(transfer.done).toContainText("25,000 rows written");
    await transfer.close();
    const lines = linesOf("numbers.jsonl");
    expect([lines.length, lines[1]]).toEqual([25_001, '{"n":2,"big":9007199254740993}']);
  });

  test("an export that is cancelled leaves nothing", async () => {
    await new Shell(host.page).showSection("Query");
    const query = new Query(host.page);
    await query.openNew();
    await query.type("SELECT repeat('x', 200), generate_series(1, 100000000)");
    await query.run();
    await expect(query.foot).toContainText("The server had more");
    await query.foot.getByRole("button", { name: "Export" }).click();
    await transfer.chooseFolder(files);
    await transfer.dialog.getByLabel("File name").fill("endless");
    await transfer.start();
    await expect(transfer.dialog.getByRole("status")).toContainText(/[1-9][\d,]* rows · .* rows\/s/);
    await transfer.dialog.getByRole("button", { name: "Cancel the export" }).click();
    await expect(transfer.dialog.getByRole("button", { name: "Export", exact: true })).toBeVisible();
    await transfer.close();
    expect(readdirSync(files).filter((name) => name.includes("endless"))).toEqual([]);
  });

  test("several tables become a file each", async () => {
    await new Shell(host.page).showSection("Browse");
    await host.page.getByRole("button", { name: "Export tables" }).click();
    await transfer.dialog.getByText("documents", { exact: true }).click();
    await transfer.dialog.getByText("assets", { exact: true }).click();
    await transfer.chooseFormat("Excel (XLSX)");
    await transfer.chooseFolder(files);
    await transfer.start();
    await expect(transfer.done).toContainText("in 2 files");
    await transfer.close();
    expect(
      readdirSync(files)
        .filter((name) => name.endsWith(".xlsx"))
        .sort(),
    ).toEqual(["public.assets.xlsx", "public.documents.xlsx"]);
  });

  test("a file is shown as it will be read, with what would be refused; production takes nothing", async () => {
    writeFileSync(join(files, "notes.csv"), "Id;text\n1;first\nx;second\n");
    await onSampleServer(folder.path, async (session) => {
      await session.execute("CREATE TABLE imported (id int PRIMARY KEY, text text, at timestamptz DEFAULT now())");
    });
    await host.page.getByRole("button", { name: "Read the catalog again" }).click();
    const browse = new Browse(host.page);
    await browse.openTable("imported");
    await host.page.getByRole("button", { name: "Import rows from a file" }).filter({ visible: true }).click();
    await transfer.chooseFolder(files);
    await transfer.dialog.getByRole("button", { name: /^notes\.csv/ }).click();
    const sent = transfer.dialog.getByRole("region", { name: "What will be sent" });
    await expect(sent).toContainText('COPY "public"."imported" ("id", "text") FROM STDIN');
    await expect(sent).toContainText('Line 3, id: invalid input syntax for type integer: "x"');
    await transfer.dialog.getByRole("button", { name: "Import", exact: true }).click();
    await expect(transfer.dialog.getByRole("alert")).toContainText("nothing is imported into it");
    await transfer.close();
    expect(
      await onSampleServer(folder.path, async (session) => (await session.query("SELECT count(*) FROM imported")).rows),
    ).toEqual([["0"]]);
  });

  test("folders that hold keys and settings are not for rows", async () => {
    await host.page.getByRole("button", { name: "Export tables" }).click();
    await transfer.dialog.getByLabel("Folder", { exact: true }).fill(folder.path);
    await host.page.keyboard.press("Enter");
    await expect(transfer.dialog.getByRole("alert")).toContainText("That is where Steward keeps its own files.");
    await transfer.close();
  });
});
