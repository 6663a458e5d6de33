// `npm run pack`: builds, and packs the desktop app into an unpacked directory.
import { resolve } from "node:path";
import { buildApp } from "./build/build-app.ts";
import { packApp } from "./pack/pack-app.ts";

const root = resolve(import.meta.dirname, "..");
const failures = await buildApp(root, (line) => console.log(line));
const isPacked = failures.every(({ output }) => !/^dist\/(desktop|renderer)\//.test(output));
if (isPacked) {
  const { executable, isFake } = await packApp(root);
  console.log(`\nPacked: ${executable}`);
  if (isFake)
    console.log(
      "This is a FAKE: Electron's program is not on this machine, so the test stand-in was packed in its place. It shows\n" +
        "what would be inside and runs in the end-to-end tests, but it CANNOT BE SHIPPED. Fetch Electron first for a real one\n" +
        "(node node_modules/electron/install.js).",
    );
} else process.exitCode = 1;
