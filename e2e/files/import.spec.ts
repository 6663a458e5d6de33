// Files into tables: one is made for a file, with types that keep its values; what is refused goes into a file of its own.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { openSession } from "../../electron/postgres/connect.ts";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { sampleServer } from "../hosts/sample-server.ts";
import { startWeb, type WebHost } from "../hosts/start-web.ts";
import { expect, test } from "../hosts/test.ts";
import { Browse } from "../pages/browse.ts";
import { Shell } from "../pages/shell.ts";
import { Transfer } from "../pages/transfer.ts";
import { takePicture } from "../pictures.ts";

test.describe("files into tables", () => {
  let folder: Awaited<ReturnType<typeof prepareSampleFolder>>;
  let files: string;
  let host: WebHost;
  let transfer: Transfer;
  test.beforeAll(async () => {
    test.setTimeout(300_000);
    folder = await prepareSampleFolder();
    files = mkdtempSync(join(tmpdir(), "steward-e2e-import-"));
    host = await startWeb({ dataFolder: folder.path });
    const shell = new Shell(host.page);
    await shell.waitForCatalog();
    await shell.selectConnection("Memora");
    await shell.waitForCatalog();
    transfer = new Transfer(host.page);
  });
  test.afterAll(async () => {
    await host.close();
    folder.remove();
    rmSync(files, { recursive: true, force: true });
  });

  const stored = async (sql: string) => {
    const session = await openSession(sampleServer(folder.path, "memora"), { purpose: "another program" });
    try {
      return (await session.query(sql)).rows;
    } finally {
      await session.close();
    }
  };
  const begin = async (file: string) => {
    await transfer.chooseFolder(files);
    await transfer.dialog.getByRole("button", { name: new RegExp(`^${file}`) }).click();
  };
  const sent = () => transfer.dialog.getByRole("region", { name: "What will be sent" });

  test("a table is made for a file, with types that keep its values, and opened", async () => {
    const lines = [
      "Order Id,zip,big,price,paid",
      "1,01234,9007199254740993,1.10,NULL",
      "2,<b>9</b>,1,2,2024-02-29",
      "",
    ];
    writeFileSync(join(files, "My Orders.csv"), lines.join("\n"));
    await host.page.getByRole("button", { name: "Import a file into a new table" }).click();
    await begin("My Orders.csv");
    await expect(transfer.dialog.getByText("Types that fit all 2 rows of the file.")).toBeVisible();
    await expect(transfer.dialog.getByLabel("Type for paid")).toHaveValue("text");
    await transfer.dialog.getByRole("button", { name: "Read NULL as NULL" }).click();
    await expect(transfer.dialog.getByLabel("Type for paid")).toHaveValue("date");
    await transfer.dialog.getByLabel("Type for price").fill("numeric(10,2)");
    await transfer.dialog.getByRole("button", { name: /Primary key$/ }).click();
    await host.page.getByRole("option", { name: "order_id" }).click();
    for (const line of ['CREATE TABLE "public"."my_orders"', '"order_id" integer PRIMARY KEY', '"price" numeric(10,2)'])
      await expect(sent()).toContainText(line);
    await takePicture(host.page, "import-new-table");
    const { violations } = await new AxeBuilder({ page: host.page }).include("[role=dialog]").analyze();
    expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
    await transfer.dialog.getByRole("button", { name: "Import", exact: true }).click();
    await expect(transfer.dialog.getByRole("region", { name: "Import finished" })).toContainText("2 rows written");
    await transfer.dialog.getByRole("button", { name: "Open the table" }).click();
    await expect(transfer.dialog).toBeHidden();
    await expect(new Browse(host.page).grid("my_orders").getByText("<b>9</b>")).toBeVisible();
    expect(await stored("SELECT * FROM my_orders ORDER BY 1")).toEqual([
      ["1", "01234", "9007199254740993", "1.10", null],
      ["2", "<b>9</b>", "1", "2.00", "2024-02-29"],
    ]);
  });

  test("rows that are refused go into a file, and an import that stopped goes on", async () => {
    const rows = Array.from({ length: 30 }, (_, index) => `${index + 100},${index % 10 === 3 ? "x" : index},1`);
    writeFileSync(join(files, "more.csv"), `order_id,big,price\n${rows.join("\n")}\n`);
    await host.page.getByRole("button", { name: "Import rows from a file" }).filter({ visible: true }).click();
    await begin("more.csv");
    await transfer.dialog.getByRole("button", { name: /When a row is refused$/ }).click();
    await host.page.getByRole("option", { name: /It goes into a file/ }).click();
    await transfer.dialog.getByLabel("Rows in a transaction").fill("10");
    await transfer.dialog.getByLabel("Refused rows at most").fill("0");
    await expect(sent()).toContainText("SAVEPOINT steward_rows");
    await takePicture(host.page, "import-batches");
    await transfer.dialog.getByRole("button", { name: "Import", exact: true }).click();
    const stopped = transfer.dialog.getByRole("region", { name: "Import stopped" });
    await expect(stopped).toContainText("Stopped: 9 rows written");
    await expect(stopped).toContainText("The first 10 rows of the file are done with.");
    await expect(stopped).toContainText(join(files, "more.refused.csv"));
    await takePicture(host.page, "import-stopped");
    await transfer.dialog.getByRole("button", { name: "Go on from there" }).click();
    await expect(stopped).toContainText("The first 20 rows of the file are done with.");
    expect(await stored("SELECT count(*) FROM my_orders")).toEqual([["20"]]);
    expect(readFileSync(join(files, "more.refused 2.csv"), "utf8")).toBe(
      'refused line,refused because,order_id,big,price\n15,"invalid input syntax for type bigint: ""x""",113,x,1\n',
    );
    await host.page.keyboard.press("Escape");
    await expect(transfer.dialog).toBeHidden();
  });

  test("a file of the browser's computer is sent to Steward's, and an export is downloaded", async () => {
    await host.page.getByRole("button", { name: "Import a file into a new table" }).click();
    await transfer.dialog.getByLabel("File of this browser's computer").setInputFiles({
      name: "Uploaded rows.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("id,text\n1,one\n"),
    });
    await expect(transfer.dialog.getByLabel("Name of the table")).toHaveValue("uploaded_rows");
    await expect(sent()).toContainText('CREATE TABLE "public"."uploaded_rows"');
    await transfer.dialog.getByRole("button", { name: "Import", exact: true }).click();
    await transfer.dialog.getByRole("button", { name: "Open the table" }).click();
    await expect(new Browse(host.page).grid("uploaded_rows").getByText("one")).toBeVisible();
    await host.page.getByRole("button", { name: "Export these rows" }).filter({ visible: true }).click();
    await transfer.chooseFolder(files);
    await transfer.start();
    const coming = host.page.waitForEvent("download");
    await transfer.done.getByRole("link", { name: "Download" }).click();
    const download = await coming;
    expect([download.suggestedFilename(), readFileSync(await download.path(), "utf8")]).toEqual([
      "uploaded_rows.csv",
      "id,text\n1,one\n",
    ]);
    await transfer.close();
  });

  test("Escape closes the dialog in every state, and focus goes back to where it came from", async () => {
    const opener = host.page.getByRole("button", { name: "Export these rows" }).filter({ visible: true });
    await opener.click();
    await transfer.chooseFolder(files);
    await transfer.dialog.getByLabel("File name").fill("out");
    await transfer.start();
    await expect(transfer.done).toContainText("written in");
    await host.page.keyboard.press("Escape");
    await expect(transfer.dialog).toBeHidden();
    await expect(opener).toBeFocused();
    await opener.click();
    await transfer.chooseFolder(files);
    await transfer.dialog.getByLabel("File name").fill("out");
    await transfer.start();
    await expect(transfer.dialog.getByRole("alert")).toContainText("There is a file out.csv already.");
    await host.page.keyboard.press("Escape");
    await expect(transfer.dialog).toBeHidden();
    await expect(opener).toBeFocused();
  });
});
