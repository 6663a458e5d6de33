import { homedir, tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { InstanceLock } from "../services/instance-lock.ts";
import type { Launch } from "./launch.ts";
import { LoudEmitter, preventable } from "./loud.ts";

/** What ends with the app. */
export interface AppSurroundings {
  /** Closes each window in turn; false when one refused. */
  closeWindows(): Promise<boolean>;
  /** Ends Chromium and the utility processes, then this process. */
  shutDown(code: number): void;
}

/** `app`. */
export class ElectronApp extends LoudEmitter {
  readonly isPackaged: boolean;
  readonly switches = new Map<string, string>();
  readonly commandLine = {
    appendSwitch: (name: string, value = "") => void this.switches.set(name, value),
    hasSwitch: (name: string) => this.switches.has(name),
    getSwitchValue: (name: string) => this.switches.get(name) ?? "",
  };
  isQuitting = false;
  private readonly launch: Launch;
  private readonly surroundings: AppSurroundings;
  private readonly paths = new Map<string, string>();
  private readonly lock = new InstanceLock(({ argv, cwd }) => this.emit("second-instance", {}, argv, cwd, null));
  private readonly ready: Promise<void>;
  private resolveReady: () => void = () => undefined;
  private hasStarted = false;

  constructor(launch: Launch, surroundings: AppSurroundings) {
    super();
    this.launch = launch;
    this.isPackaged = launch.isPackaged;
    this.surroundings = surroundings;
    this.ready = new Promise((resolve) => {
      this.resolveReady = resolve;
    });
    // Playwright's loader replaces these on the object, so they must be its own.
    this.isReady = this.isReady.bind(this);
    this.whenReady = this.whenReady.bind(this);
  }

  /** Called once Chromium runs; goes through `emit`, which Playwright may have replaced. */
  becomeReady(): void {
    this.hasStarted = true;
    this.emit("will-finish-launching");
    this.resolveReady();
    this.emit("ready", {}, {});
  }

  isReady(): boolean {
    return this.hasStarted;
  }

  whenReady(): Promise<void> {
    return this.ready;
  }

  /** The real thing turns on the OS sandbox for every page; here each page is in Chromium's own. */
  enableSandbox(): void {}

  getName(): string {
    return this.launch.manifest.productName ?? this.launch.manifest.name ?? "Electron";
  }

  getVersion(): string {
    return this.launch.manifest.version ?? "0.0.0";
  }

  getAppPath(): string {
    return this.launch.appPath;
  }

  getLocale(): string {
    return "en-US";
  }

  getPath(name: string): string {
    const set = this.paths.get(name);
    if (set !== undefined) return set;
    switch (name) {
      case "home":
        return homedir();
      case "temp":
        return tmpdir();
      case "exe":
        return process.execPath;
      case "appData":
        return process.env.XDG_CONFIG_HOME ?? join(homedir(), ".config");
      case "userData":
        return join(this.getPath("appData"), this.getName());
      case "sessionData":
        return this.getPath("userData");
      case "logs":
        return join(this.getPath("userData"), "logs");
      default:
        throw new Error(`Failed to get '${name}' path`);
    }
  }

  setPath(name: string, path: string): void {
    if (!isAbsolute(path)) throw new Error("Path must be absolute");
    this.paths.set(name, path);
  }

  requestSingleInstanceLock(): boolean {
    return this.lock.request(this.getPath("userData"));
  }

  hasSingleInstanceLock(): boolean {
    return this.lock.isHeld;
  }

  releaseSingleInstanceLock(): void {
    this.lock.release();
  }

  focus(): void {}

  quit(): void {
    this.quitInOrder().catch((error: unknown) => {
      process.stderr.write(`stand-in: ${String(error)}\n`);
      this.surroundings.shutDown(1);
    });
  }

  exit(code = 0): void {
    this.isQuitting = true;
    this.emit("quit", {}, code);
    this.surroundings.shutDown(code);
  }

  private async quitInOrder(): Promise<void> {
    if (this.isQuitting) return;
    const before = preventable({});
    this.emit("before-quit", before);
    if (before.defaultPrevented) return;
    this.isQuitting = true;
    const will = preventable({});
    const haveClosed = await this.surroundings.closeWindows();
    if (haveClosed) this.emit("will-quit", will);
    if (!haveClosed || will.defaultPrevented) {
      this.isQuitting = false;
      return;
    }
    this.emit("quit", {}, 0);
    this.surroundings.shutDown(0);
  }
}
