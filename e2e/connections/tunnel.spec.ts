// A server behind an SSH server: an unknown key is shown and confirmed once, and rows arrive through the tunnel.
import { connect } from "node:net";
import ssh2, { type Connection } from "ssh2";
import { makeSshKey } from "../../electron/testing/make-ssh-key.ts";
import { prepareSampleFolder } from "../hosts/sample-folder.ts";
import { sampleServer } from "../hosts/sample-server.ts";
import { startWeb } from "../hosts/start-web.ts";
import { expect, test } from "../hosts/test.ts";
import { ConnectionForm } from "../pages/connection-form.ts";
import { Shell } from "../pages/shell.ts";

/** An SSH server on loopback that lets in `mara` by password and forwards. */
async function startSsh() {
  const hostKey = makeSshKey();
  const clients = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [hostKey.private] }, (client) => {
    clients.add(client);
    client.on("error", () => undefined);
    client.on("authentication", (context) => {
      if (context.method === "password" && context.password === "jump-canary") context.accept();
      else context.reject(["password"]);
    });
    client.on("tcpip", (accept, reject, { destIP, destPort }) => {
      const target = connect(destPort, destIP, () => {
        const line = accept();
        line.on("error", () => target.destroy());
        line.pipe(target).pipe(line);
      });
      target.on("error", () => reject());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const end = () => {
    for (const client of clients) client.end();
    server.close();
  };
  return { port: address && typeof address === "object" ? address.port : 0, end };
}

test("a connection leads through an SSH tunnel, once its server's key was confirmed", async () => {
  test.setTimeout(300_000);
  const folder = await prepareSampleFolder();
  const ssh = await startSsh();
  const host = await startWeb({ dataFolder: folder.path });
  try {
    const { page } = host;
    await new Shell(page).waitForCatalog();
    const server = sampleServer(folder.path, "memora");
    const form = new ConnectionForm(page);
    await form.open();
    await form.fill({ ...server, name: "Behind", password: server.password ?? "" });
    await form.chooseEncryption(/Plain text/);
    await form.goThrough({ host: "127.0.0.1", port: ssh.port, user: "mara", password: "jump-canary" });
    await form.test();
    await expect(form.answer).toContainText(`The SSH server 127.0.0.1:${ssh.port} is not known here yet.`);
    await expect(form.answer).toContainText(/ssh-ed25519 key SHA256:/);
    await form.dialog.getByRole("button", { name: "Trust this key and test again" }).click();
    await expect(form.dialog.getByText(/^Connected as/)).toBeVisible();
    await form.save();
    await new Shell(page).waitForCatalog();
    await page.getByRole("button", { name: "Connection: Behind" }).click();
    await expect(page.getByRole("listitem").filter({ hasText: "Behind" })).toContainText("through 127.0.0.1");
  } finally {
    ssh.end();
    await host.close();
    folder.remove();
  }
});
