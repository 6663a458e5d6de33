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

/** Packs what is built into an unpacked directory in `dist/packed`. */
export async function packApp(root: string): Promise<PackedApp> {
  const version = await readElectronVersion(root);
  const real = join(root, "node_modules", "electron", "dist");
  const isFake = !existsSync(join(real, "version"));
  const electronDist = isFake ? await makeFakeDistribution(root, version) : real;
  await rm(join(root, "dist", "packed"), { recursive: true, force: true });
  await build({
    projectDir: root,
    publish: "never",
    targets: Platform.current().createTarget("dir"),
    config: {
      extends: "electron-builder.yml",
      electronDist,
      electronVersion: version,
      // Electron's own welcome app is of no use in ours.
      afterPack: async ({ appOutDir, electronPlatformName }) => {
        if (electronPlatformName !== "darwin")
          await rm(join(appOutDir, "resources", "default_app.asar"), { force: true });
      },
    },
  });
  return { ...packedPaths(root), isFake };
}

/** Where the packed app of this platform is. */
export function packedPaths(root: string, platform: NodeJS.Platform = process.platform, arch = process.arch) {
  const suffix = arch === "x64" ? "" : `-${arch}`;
  const packed = join(root, "dist", "packed");
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
