import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { contentSecurityPolicy } from "../../shared/security/content-security-policy.ts";
import { WebAccess } from "./access/web-access.ts";
import { openTestHost, type TestHost } from "./testing/open-test-host.ts";
import { startWebHost } from "./web-host.ts";

describe("the browser host", () => {
  let test: TestHost;
  beforeAll(async () => {
    test = await openTestHost();
  }, 60_000);
  afterAll(() => test.close(), 60_000);

  const pathOf = (link: string) => {
    const { pathname, search } = new URL(link);
    return `${pathname}${search}`;
  };
  const own = () => `http://127.0.0.1:${test.host.port}`;

  it("takes a link once, for a cookie that scripts and other sites cannot use", async () => {
    const link = pathOf(test.host.issueLink());
    const first = await test.get(link);
    expect([first.status, first.headers.location]).toEqual([303, "/"]);
    expect(first.headers["set-cookie"]?.[0]).toMatch(
      new RegExp(`^steward-${test.host.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    );
    const again = await test.get(link);
    expect([again.status, again.headers["set-cookie"]]).toEqual([403, undefined]);
    expect((await test.get("/?token=guess")).status).toBe(403);
  });

  it("makes an older link worthless with a newer one", async () => {
    const [older, newer] = [test.host.issueLink(), test.host.issueLink()].map(pathOf);
    expect([(await test.get(older ?? "")).status, (await test.get(newer ?? "")).status]).toEqual([403, 303]);
  });

  it("serves the page to a session, with what protects it, and to nobody else", async () => {
    const cookie = await test.signIn();
    const page = await test.get("/", { cookie });
    expect([page.status, page.body]).toEqual([200, "<!doctype html><title>Steward</title>"]);
    expect(page.headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": contentSecurityPolicy,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cache-control": "no-cache",
    });
    const asset = await test.get("/assets/app-1234.js", { cookie });
    expect(asset.headers["cache-control"]).toContain("immutable");
    const statuses = ["/", "/assets/app-1234.js", "/anything"].map(async (path) => (await test.get(path)).status);
    expect(await Promise.all(statuses)).toEqual([403, 403, 403]);
    expect((await test.get("/", { cookie: `steward-${test.host.port}=wrong` })).status).toBe(403);
  });

  it("answers to its own name only", async () => {
    const cookie = await test.signIn();
    const statuses = ["evil.example", `evil.example:${test.host.port}`, "127.0.0.1", `localhost:${test.host.port}`].map(
      async (host) => (await test.get("/", { cookie, host })).status,
    );
    expect(await Promise.all(statuses)).toEqual([421, 421, 421, 200]);
  });

  it("gives nothing but the page's files, whatever the path says", async () => {
    const cookie = await test.signIn();
    const paths = [
      "/../secret.txt",
      "/..%2fsecret.txt",
      "/%2e%2e/secret.txt",
      "/assets/..%5c..%5csecret.txt",
      "/assets/%00",
      "//etc/passwd",
      "/assets",
      "/data",
      "http://evil.example/",
      "/__proto__",
    ];
    for (const path of paths) {
      const { status, body } = await test.get(path, { cookie });
      expect([path, status === 404 || status === 400 || path.startsWith("http")]).toEqual([path, true]);
      expect(body).not.toMatch(/not for the page|root:/);
    }
    expect((await test.get("/", { cookie }, "POST")).status).toBe(405);
  });

  it("opens lines for its own page with a session, and for nobody else", async () => {
    const cookie = await test.signIn();
    const origin = own();
    const cases: readonly [string, Readonly<Record<string, string>>, number][] = [
      ["/bridge?client=a", { origin }, 403],
      ["/bridge?client=a", { cookie }, 403],
      ["/bridge?client=a", { cookie, origin: "http://evil.example" }, 403],
      ["/bridge?client=a", { cookie, origin: "null" }, 403],
      ["/bridge?client=a", { cookie, origin: "http://evil.example", host: "evil.example" }, 421],
      ["/bridge?client=a%20b", { cookie, origin }, 400],
      ["/bridge", { cookie, origin }, 400],
      ["/other?client=a", { cookie, origin }, 404],
      ["/data?client=a&connection=unknown", { cookie, origin }, 404],
      ["/data?client=a&connection=unknown", { origin }, 403],
    ];
    for (const [path, headers, status] of cases)
      expect([path, headers, await test.connect(path, headers)]).toEqual([path, headers, status]);
  });

  it("answers several tabs, each on its own line, and hangs up on nonsense", async () => {
    const headers = { cookie: await test.signIn(), origin: own() };
    const tabs = await Promise.all(["a", "b"].map((client) => test.connect(`/bridge?client=${client}`, headers)));
    for (const [index, tab] of tabs.entries()) {
      if (!(tab instanceof WebSocket)) throw new Error("not connected");
      const answer = new Promise((resolve) =>
        tab.on("message", (data) => {
          const message = JSON.parse(String(data));
          if (message.kind === "answer") resolve(message);
        }),
      );
      tab.send(JSON.stringify({ id: index + 7, request: { channel: "connections.list", input: {} } }));
      expect(await answer).toMatchObject({ kind: "answer", id: index + 7, response: { ok: true } });
      const closed = new Promise((resolve) => tab.on("close", resolve));
      tab.send(index === 0 ? "nonsense" : JSON.stringify({ id: "1" }));
      expect(await closed).toBe(1008);
    }
  });

  it("keeps sessions for the next start on the same data folder", async () => {
    const cookie = await test.signIn();
    const secret = cookie.split("=")[1] ?? "";
    const file = `${test.options.dataFolder}/web-sessions.json`;
    const next = await WebAccess.open(file, () => undefined);
    expect(next.sessionOf(cookie, `steward-${test.host.port}`)).toMatch(/^[0-9a-f]{16}$/);
    expect(await readFile(file, "utf8")).not.toContain(secret);
  });

  it("refuses a second instance and a taken port, and leaves nothing behind then", async () => {
    await expect(startWebHost(test.options)).rejects.toMatchObject({
      code: "alreadyRunning",
      hint: expect.stringContaining("STEWARD_HOME"),
    });
    const elsewhere = { ...test.options, dataFolder: `${test.options.dataFolder}-other`, port: test.host.port };
    await expect(startWebHost(elsewhere)).rejects.toMatchObject({
      code: "portTaken",
      hint: expect.stringContaining("--port"),
    });
    const third = await startWebHost({ ...elsewhere, port: 0 });
    await third.close();
  }, 60_000);
});
