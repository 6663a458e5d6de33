import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { build, Platform } from "electron-builder";
import { makeFakeDistribution } from "./fake-distribution.ts";

/** What was made. `isFake` says that it must not be given to anybody. */
export interface PackedApp {
  readonly folder: string;
  readonly executable: string;
  readonly isFake: boolean;
}

/** How it is packed: where to (`dist/packed`), and with which version of the app (the one in package.json). */
export interface PackOptions {
  readonly output?: string;
  readonly appVersion?: string;
}

/** Packs what is built into an unpacked directory. */
export async function packApp(root: string, { output, appVersion }: PackOptions = {}): Promise<PackedApp> {
  const version = await readElectronVersion(root);
  const isFake = !hasElectron(root);
  const electronDist = isFake ? await makeFakeDistribution(root, version) : electronFolder(root);
  await rm(output ?? join(root, "dist", "packed"), { recursive: true, force: true });
  await build({
    projectDir: root,
    publish: "never",
    targets: Platform.current().createTarget("dir"),
    config: {
      extends: "electron-builder.yml",
      ...(output ? { directories: { output } } : {}),
      ...(appVersion ? { extraMetadata: { version: appVersion } } : {}),
      electronDist,
      electronVersion: version,
      // Electron's own welcome app is of no use in ours.
      afterPack: async ({ appOutDir, electronPlatformName }) => {
        if (electronPlatformName !== "darwin")
          await rm(join(appOutDir, "resources", "default_app.asar"), { force: true });
      },
    },
  });
  return { ...packedPaths(root, output), isFake };
}

/** Whether Electron's own distribution is here; without it a package is a fake. */
export function hasElectron(root: string): boolean {
  return existsSync(join(electronFolder(root), "version"));
}

function electronFolder(root: string): string {
  return join(root, "node_modules", "electron", "dist");
}

/** Where the packed app of this platform is. */
export function packedPaths(root: string, packed = join(root, "dist", "packed")) {
  const { platform, arch } = process;
  const suffix = arch === "x64" ? "" : `-${arch}`;
  if (platform === "darwin") {
    const folder = join(packed, `mac${suffix}`, "Steward.app", "Contents");
    return { folder, executable: join(folder, "MacOS", "Steward") };
  }
  const folder = join(packed, `${platform === "win32" ? "win" : "linux"}${suffix}-unpacked`);
  return { folder, executable: join(folder, platform === "win32" ? "Steward.exe" : "steward") };
}

async function readElectronVersion(root: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(root, "node_modules", "electron", "package.json"), "utf8"));
  if (typeof manifest === "object" && manifest !== null && "version" in manifest) return String(manifest.version);
  throw new Error("Electron's package has no version");
}
