import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DevtoolsSession, ProtocolFields } from "../browser/devtools.ts";
import { LoudEmitter, loud, preventable } from "../main/loud.ts";
import type { StandIn } from "../main/stand-in.ts";
import type { MessagePortMain } from "../ports.ts";
import { PageLine } from "./page-line.ts";
import type { PageWindow } from "./window-registry.ts";

type WindowOpenHandler = (details: { readonly url: string }) => { readonly action: "allow" | "deny" };

/** `webContents`: one Chromium page, driven over its DevTools protocol. */
export class WebContents extends LoudEmitter {
  readonly id: number;
  readonly mainFrame: { readonly url: string };
  readonly line: PageLine;
  readonly session: object;
  readonly created: Promise<void>;
  private readonly standIn: StandIn;
  private readonly window: PageWindow;
  private readonly key = `.stand-in-${randomBytes(8).toString("hex")}-`;
  private readonly ownNavigations = new Set<string>();
  private devtools: DevtoolsSession | null = null;
  private targetId = "";
  private currentUrl = "";
  private hasLoaded = false;
  private isGone = false;
  private openHandler: WindowOpenHandler = () => ({ action: "allow" });

  constructor(standIn: StandIn, window: PageWindow, id: number) {
    super();
    this.standIn = standIn;
    this.window = window;
    this.id = id;
    this.session = standIn.session;
    const currentUrl = () => this.currentUrl;
    this.mainFrame = loud("WebFrameMain", {
      parent: null,
      get url() {
        return currentUrl();
      },
    });
    this.line = new PageLine(this, standIn.ipcMain);
    this.created = this.create();
    this.created.catch((error: unknown) => this.report(error));
    standIn.app.emit("web-contents-created", {}, this);
  }

  get devtoolsTargetId(): string {
    return this.targetId;
  }

  getURL(): string {
    return this.currentUrl;
  }

  isDestroyed(): boolean {
    return this.isGone;
  }

  send(channel: string, ...values: unknown[]): void {
    this.line.send(channel, values, []);
  }

  postMessage(channel: string, value: unknown, ports: readonly MessagePortMain[] = []): void {
    this.line.send(channel, [value], ports);
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.openHandler = handler;
  }

  async loadURL(url: string): Promise<void> {
    const devtools = await this.page();
    const served = this.standIn.server.urls.toHttp(url);
    this.ownNavigations.add(withoutFragment(served));
    const loaded = new Promise((resolve) => devtools.once("Page.loadEventFired", resolve));
    const { errorText } = await devtools.send("Page.navigate", { url: served });
    if (errorText) throw Object.assign(new Error(`${errorText} loading '${url}'`), { code: errorText, url });
    await loaded;
  }

  reload(): void {
    this.ownNavigations.add(withoutFragment(this.standIn.server.urls.toHttp(this.currentUrl)));
    this.background(async () => (await this.page()).send("Page.reload"));
  }

  forcefullyCrashRenderer(): void {
    this.background(async () => (await this.page()).send("Page.crash"));
  }

  async executeJavaScript(code: string): Promise<unknown> {
    const devtools = await this.page();
    const answer = await devtools.send("Runtime.evaluate", {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
    });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? "The script failed");
    return answer.result.value;
  }

  openDevTools(): void {}

  close(): void {
    this.background(async () => {
      await this.created;
      await this.standIn.chromium().devtools.root.send("Target.closeTarget", { targetId: this.targetId });
    });
  }

  applyTheme(): void {
    this.background(async () =>
      (await this.page()).send("Emulation.setEmulatedMedia", { features: this.standIn.theme.mediaFeatures }),
    );
  }

  /** Chromium closed the page. */
  wasClosed(): void {
    if (this.isGone) return;
    this.isGone = true;
    this.line.close();
    this.emit("destroyed");
    this.window.wasClosed();
  }

  private async create(): Promise<void> {
    const { devtools } = this.standIn.chromium();
    const { width, height } = this.window.getBounds();
    const creation = devtools.root.send("Target.createTarget", { url: "about:blank", newWindow: true, width, height });
    this.targetId = (await this.standIn.windows.creating(creation)).targetId;
    this.standIn.windows.byTarget.set(this.targetId, this);
    const { sessionId } = await devtools.root.send("Target.attachToTarget", { targetId: this.targetId, flatten: true });
    const session = devtools.session(sessionId);
    this.follow(session);
    await Promise.all(["Page.enable", "Runtime.enable", "Inspector.enable"].map((method) => session.send(method)));
    const documents = { urlPattern: "*", resourceType: "Document", requestStage: "Request" };
    await session.send("Fetch.enable", { patterns: [documents] });
    await session.send("Emulation.setEmulatedMedia", { features: this.standIn.theme.mediaFeatures });
    await session.send("Runtime.addBinding", { name: `${this.key}open` });
    for (const script of this.scripts()) await session.send("Page.addScriptToEvaluateOnNewDocument", script);
    this.devtools = session;
  }

  private follow(session: DevtoolsSession): void {
    const { urls } = this.standIn.server;
    const on = (name: string, listener: (fields: ProtocolFields) => void) => session.on(name, listener);
    on("Page.frameNavigated", ({ frame }) => {
      if (frame.parentId) return;
      this.currentUrl = urls.fromHttp(frame.url) + (frame.urlFragment ?? "");
      this.emit("did-navigate", {}, this.currentUrl, 200, "");
    });
    on("Page.navigatedWithinDocument", ({ url }) => {
      this.currentUrl = urls.fromHttp(url);
    });
    on("Page.loadEventFired", () => {
      this.emit("did-finish-load", {});
      if (!this.hasLoaded) this.window.emit("ready-to-show");
      this.hasLoaded = true;
    });
    on("Runtime.bindingCalled", ({ name, payload }) => {
      if (name === `${this.key}open`) this.askToOpen(payload);
    });
    // What the page's own world does not hold: a form, a frame of another origin. Such a page is closed again.
    on("Page.windowOpen", ({ url }) => this.askToOpen(url));
    on("Inspector.targetCrashed", () => {
      this.line.close();
      this.emit("render-process-gone", {}, { reason: "crashed", exitCode: 1 });
    });
    on("Fetch.requestPaused", (fields) => this.background(() => this.decideNavigation(session, fields)));
  }

  private askToOpen(url: string): void {
    const { action } = this.openHandler({ url: this.standIn.server.urls.fromHttp(url) });
    if (action !== "deny") this.report(new Error("The stand-in for Electron does not model windows that a page opens"));
  }

  /** Asking for the frame tree here would wait for this very navigation. */
  private async decideNavigation(
    session: DevtoolsSession,
    { request, requestId, frameId }: ProtocolFields,
  ): Promise<void> {
    const isMainFrame = frameId === this.targetId;
    const isOwn = isMainFrame && this.ownNavigations.delete(withoutFragment(request.url));
    if (!isOwn && this.isPrevented(this.standIn.server.urls.fromHttp(request.url), isMainFrame))
      await session.send("Fetch.failRequest", { requestId, errorReason: "Aborted" });
    else await session.send("Fetch.continueRequest", { requestId });
  }

  private isPrevented(url: string, isMainFrame: boolean): boolean {
    const event = preventable({ url, isMainFrame, frame: isMainFrame ? this.mainFrame : null });
    this.emit("will-frame-navigate", event);
    if (isMainFrame) this.emit("will-navigate", event, url);
    return event.defaultPrevented;
  }

  private scripts(): readonly object[] {
    const { preload } = this.window.options.webPreferences ?? {};
    const key = JSON.stringify(this.key);
    const main = { source: `((standInKey) => {\n${bundled("main-world")}\n})(${key});` };
    if (preload === undefined) return [main];
    const versions = { ...process.versions, electron: this.standIn.launch.electronVersion };
    const { platform, arch } = process;
    const linePath = this.standIn.server.linePath(this.id);
    const config = JSON.stringify({ key: this.key, linePath, contentsId: this.id, platform, arch, versions });
    const source = `if (window.top === window && location.href !== "about:blank") ((standInConfig) => {
${bundled("preload-world")}
((require, process, module, exports) => {
${readFileSync(preload, "utf8")}
})(standIn.require, standIn.process, { exports: {} }, {});
})(${config});`;
    return [main, { source, worldName: "Electron Isolated Context" }];
  }

  private async page(): Promise<DevtoolsSession> {
    await this.created;
    if (!this.devtools) throw new Error("Object has been destroyed");
    return this.devtools;
  }

  private background(work: () => Promise<unknown>): void {
    work().catch((error: unknown) => this.report(error));
  }

  private report(error: unknown): void {
    // What was under way when the page or the browser ended has nobody left to be told.
    if (!this.isGone && !this.standIn.app.isQuitting) process.stderr.write(`stand-in: ${String(error)}\n`);
  }
}

function withoutFragment(url: string): string {
  return url.split("#", 1)[0] ?? url;
}

function bundled(name: string): string {
  return readFileSync(join(__dirname, `${name}.js`), "utf8");
}
