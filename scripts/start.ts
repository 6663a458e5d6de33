// `npm start`: builds what changed and opens Steward, in a window of its own or in a browser.
import { resolve } from "node:path";

const needed = [20, 19] as const;
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  console.error(`Steward needs Node ${needed.join(".")} or later; this is ${process.version}. See https://nodejs.org`);
  process.exitCode = 1;
} else {
  // Loaded only now: what it imports does not load in an older Node.
  const { startApp } = await import("./start/start-app.ts");
  process.exitCode = await startApp({
    root: resolve(import.meta.dirname, ".."),
    args: process.argv.slice(2),
    tell: (line) => console.error(`steward: ${line}`),
  });
}
