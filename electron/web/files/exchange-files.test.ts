import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFileExchange, type FileExchange } from "./exchange-files.ts";

describe("files between the browser and the host", () => {
  let folder: string;
  let exchange: FileExchange;
  let server: Server;
  let base: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "steward-exchange-"));
    await mkdir(join(folder, "own"));
    exchange = createFileExchange(join(folder, "own"), folder);
    server = createServer((request, response) => {
      const url = new URL(request.url ?? "", base);
      exchange.answer(url, request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await exchange.close();
    await rm(folder, { recursive: true, force: true });
  });

  const get = (path: string) => fetch(`${base}/files?path=${encodeURIComponent(path)}`);
  const put = (name: string, body: string, origin = base) =>
    fetch(`${base}/files?name=${encodeURIComponent(name)}`, { method: "PUT", body, headers: { origin } });

  it("are sent whole, under their names, to be saved and never shown", async () => {
    const name = `Ünï "1" 👩.csv`;
    await writeFile(join(folder, name), "a,<b>\n");
    await writeFile(join(folder, "empty.csv"), "");
    const { status, headers, ...answer } = await get(join(folder, name)).then(async (response) => ({
      status: response.status,
      headers: response.headers,
      text: await response.text(),
    }));
    expect([status, answer.text, headers.get("content-length"), headers.get("x-content-type-options")]).toEqual([
      200,
      "a,<b>\n",
      "6",
      "nosniff",
    ]);
    expect(headers.get("content-disposition")).toBe(
      `attachment; filename="_n_ _1_ __.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
    );
    expect(await get(join(folder, "empty.csv")).then((response) => response.text())).toBe("");
  });

  it("are files of rows and nothing else", async () => {
    await writeFile(join(folder, "own", "vault.json"), "{}");
    await writeFile(join(folder, "id_rsa"), "key");
    await mkdir(join(folder, ".ssh"));
    await writeFile(join(folder, ".ssh", "keys.csv"), "key");
    const paths = ["own/vault.json", "id_rsa", ".ssh/keys.csv", "gone.csv", "own/../own/vault.json"];
    const statuses = await Promise.all(paths.map(async (path) => (await get(join(folder, path))).status));
    expect([...statuses, (await get("relative.csv")).status]).toEqual([403, 403, 403, 404, 403, 403]);
  });

  it("are taken under a plain name in a folder of their own, which goes with the host", async () => {
    const response = await put("../../My \u202eorders.csv", "a\n1\n");
    const { path } = (await response.json()) as { path: string }; // what the exchange answers
    expect([await readFile(path, "utf8"), basename(path), await readdir(dirname(path))]).toEqual([
      "a\n1\n",
      "_.._My orders.csv",
      ["_.._My orders.csv"],
    ]);
    await exchange.close();
    await expect(readFile(path)).rejects.toThrow("ENOENT");
  });

  it("are not taken from another site, nor of another kind", async () => {
    expect([(await put("a.csv", "a", "http://evil.example")).status, (await put("run.sh", "a")).status]).toEqual([
      403, 403,
    ]);
  });

  it("leave nothing behind when the browser goes away in the middle", async () => {
    const { port } = server.address() as AddressInfo; // it listens on a port
    const raw = connect(port, "127.0.0.1");
    raw.write(
      `PUT /files?name=a.csv HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${base}\r\nContent-Length: 100\r\n\r\nhalf`,
    );
    const received = async () => (await readdir(folder)).filter((name) => name !== "own").length;
    await expect.poll(received).toBe(1);
    raw.destroy();
    await expect.poll(received).toBe(0);
  });
});
