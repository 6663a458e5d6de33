import { resolve } from "node:path";
import { buildApp } from "./build/build-app.ts";

const root = resolve(import.meta.dirname, "..");
const failures = await buildApp(root, (line) => console.log(line));
if (failures.length > 0) process.exitCode = 1;
else console.log("dist/ is up to date");
