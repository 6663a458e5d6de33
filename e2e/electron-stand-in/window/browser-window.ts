import { LoudEmitter, preventable } from "../main/loud.ts";
import type { StandIn } from "../main/stand-in.ts";
import { WebContents } from "./web-contents.ts";

interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The options that mean something here; the others are taken and have no effect. */
export interface WindowOptions extends Partial<Bounds> {
  readonly title?: string;
  readonly show?: boolean;
  readonly webPreferences?: { readonly preload?: string };
}

/** `BrowserWindow`. */
export class StandInWindow extends LoudEmitter {
  readonly id: number;
  readonly options: WindowOptions;
  readonly webContents: WebContents;
  readonly closed: Promise<void>;
  private readonly standIn: StandIn;
  private resolveClosed: () => void = () => undefined;
  private bounds: Bounds;
  private readonly states: { visible: boolean; minimized: boolean; maximized: boolean };

  constructor(standIn: StandIn, options: WindowOptions) {
    if (!standIn.app.isReady()) throw new Error("Cannot create BrowserWindow before app is ready");
    super();
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.standIn = standIn;
    this.options = options;
    this.bounds = { x, y, width, height };
    this.states = { visible: options.show !== false, minimized: false, maximized: false };
    this.closed = new Promise((resolve) => {
      this.resolveClosed = resolve;
    });
    this.id = standIn.windows.nextId();
    this.webContents = new WebContents(standIn, this, this.id);
    standIn.windows.windows.set(this.id, this);
    standIn.app.emit("browser-window-created", {}, this);
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  show(): void {
    this.states.visible = true;
    this.emit("show");
  }

  hide(): void {
    this.states.visible = false;
    this.emit("hide");
  }

  focus(): void {
    this.emit("focus");
  }

  minimize(): void {
    this.states.minimized = true;
    this.emit("minimize");
  }

  restore(): void {
    this.states.minimized = false;
    this.emit("restore");
  }

  maximize(): void {
    this.states.maximized = true;
    this.emit("maximize");
  }

  isVisible(): boolean {
    return this.states.visible;
  }

  isMinimized(): boolean {
    return this.states.minimized;
  }

  isMaximized(): boolean {
    return this.states.maximized;
  }

  isDestroyed(): boolean {
    return this.webContents.isDestroyed();
  }

  getTitle(): string {
    return this.options.title ?? this.standIn.app.getName();
  }

  getBounds(): Bounds {
    return { ...this.bounds };
  }

  getNormalBounds(): Bounds {
    return { ...this.bounds };
  }

  setBounds(bounds: Partial<Bounds>): void {
    this.bounds = { ...this.bounds, ...bounds };
    this.emit("resize");
  }

  close(): void {
    this.requestClose();
  }

  destroy(): void {
    this.webContents.close();
  }

  /** Whether the window closes; a listener may refuse. */
  requestClose(): boolean {
    const event = preventable({});
    this.emit("close", event);
    if (event.defaultPrevented) return false;
    this.webContents.close();
    return true;
  }

  /** The page is gone, and the window with it. */
  wasClosed(): void {
    const { windows } = this.standIn.windows;
    windows.delete(this.id);
    this.emit("closed");
    this.resolveClosed();
    const { app } = this.standIn;
    if (windows.size > 0 || app.isQuitting) return;
    if (app.listenerCount("window-all-closed") > 0) app.emit("window-all-closed");
    else app.quit();
  }
}
