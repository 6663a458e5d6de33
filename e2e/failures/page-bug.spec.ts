// A bug in the page: the rest of the window works on, and the log id on the screen is in the host's log.
import type { WebSocketRoute } from "@playwright/test";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { expect, test } from "../hosts/test.ts";
import { Shell } from "../pages/shell.ts";

interface LineRequest {
  readonly id: number;
  readonly request: { readonly channel: string };
}

/** Changes what the page hears of one channel, so that the component that shows it breaks. */
function spoilAnswers(route: WebSocketRoute, channel: string): void {
  const host = route.connectToServer();
  const spoiled = new Set<number>();
  route.onMessage((text) => {
    const { id, request } = JSON.parse(String(text)) as LineRequest; // our own page wrote it
    if (request.channel === channel) spoiled.add(id);
    host.send(text);
  });
  host.onMessage((text) => {
    const message = JSON.parse(String(text)) as { readonly kind: string; readonly id?: number }; // our own host wrote it
    const isSpoiled = message.kind === "answer" && message.id !== undefined && spoiled.has(message.id);
    route.send(isSpoiled ? JSON.stringify({ ...message, response: { ok: true, value: {} } }) : text);
  });
}

test("a region that breaks says so, with a log id that the log holds", async ({ startWeb }) => {
  test.setTimeout(300_000);
  const sample = await prepareSampleFolder();
  const lines: string[] = [];
  const { page, close } = await startWeb({ dataFolder: sample.path, onLine: (line) => lines.push(line) });
  const shell = new Shell(page);
  await shell.waitForCatalog();
  await page.routeWebSocket(/\/bridge/, (route) => spoilAnswers(route, "indexes.check"));
  await page.reload();
  await shell.waitForCatalog();
  await shell.showSection("Health");
  const note = shell.main.getByText(/ stopped\. Everything else works on/);
  await expect(note).toContainText(/Log id [0-9a-f]{8}\./);
  const [, logId = ""] = /Log id ([0-9a-f]{8})/.exec((await note.textContent()) ?? "") ?? [];
  const [region = ""] = ((await note.textContent()) ?? "").split(" stopped.");
  await expect.poll(() => lines.filter((line) => line.includes(logId))).toHaveLength(1);
  const [logged = ""] = lines.filter((line) => line.includes(logId));
  expect(logged).toMatch(new RegExp(`^steward: page error ${logId} in ${region}: TypeError: .+`));
  await page.screenshot({ path: test.info().outputPath("stopped.png") });
  await test.step("everything else works on", async () => {
    await shell.showSection("Browse");
    await shell.waitForCatalog();
  });
  await close();
  sample.remove();
});
