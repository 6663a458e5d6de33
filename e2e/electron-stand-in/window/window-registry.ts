/** What a page needs of the window it is in. */
export interface PageWindow {
  readonly options: { readonly webPreferences?: { readonly preload?: string } };
  getBounds(): { readonly width: number; readonly height: number };
  emit(name: string, ...values: unknown[]): boolean;
  wasClosed(): void;
}

/** What others need of a page. */
export interface RegisteredContents {
  wasClosed(): void;
  reload(): void;
}

/** What others need of a window. */
export interface RegisteredWindow {
  readonly webContents: RegisteredContents;
  readonly closed: Promise<void>;
  close(): void;
  requestClose(): boolean;
}

/** Every window and its page, by the ids that Electron and Chromium give them. */
export class WindowRegistry<
  Window extends RegisteredWindow = RegisteredWindow,
  Contents extends RegisteredContents = Window["webContents"] & RegisteredContents,
> {
  readonly windows = new Map<number, Window>();
  readonly byTarget = new Map<string, Contents>();
  private readonly creations = new Set<Promise<unknown>>();
  private lastId = 0;

  nextId(): number {
    return ++this.lastId;
  }

  find(id: number): Window["webContents"] | undefined {
    return this.windows.get(id)?.webContents;
  }

  /** Remembers a target that is being made, until its id is known. */
  async creating<Result>(creation: Promise<Result>): Promise<Result> {
    this.creations.add(creation);
    try {
      return await creation;
    } finally {
      this.creations.delete(creation);
    }
  }

  /** Whether a target is one of our windows; false for what a page opened by itself. */
  async isOurs(targetId: string): Promise<boolean> {
    await Promise.allSettled([...this.creations]);
    await new Promise((resolve) => setImmediate(resolve));
    return this.byTarget.has(targetId);
  }
}
