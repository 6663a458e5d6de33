/** How this process was started. */
export interface Launch {
  readonly appPath: string;
  readonly manifest: { readonly name?: string; readonly productName?: string; readonly version?: string };
  readonly isPackaged: boolean;
  readonly electronVersion: string;
  readonly debuggingPort: number | null;
  readonly temporaryFolders: readonly string[];
}
