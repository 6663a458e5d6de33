// The browser host's entry: `node dist/web/main.cjs [--open] [--port N]`.
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { AppError } from "../../shared/ipc/app-error.ts";
import { readLines } from "../ipc/read-lines.ts";
import { defaultDataFolder } from "../storage/data-folder.ts";
import { takePassphraseCipher } from "../storage/passphrase-cipher.ts";
import { openBrowser } from "./open-browser.ts";
import { startWebHost, type WebHost } from "./web-host.ts";

/** The bundle stands in `dist/web/` of the checkout, or of the packaged app. */
const resourcesFolder = resolve(import.meta.dirname ?? __dirname, "..", "..");

function log(line: string): void {
  process.stderr.write(`steward: ${line}\n`);
}

function readFlags(): { readonly open: boolean; readonly port: number } {
  const options = { open: { type: "boolean", default: false }, port: { type: "string", default: "0" } } as const;
  const { values } = parseArgs({ options });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new AppError("invalidInput", `“${values.port}” is no port.`, { hint: "A port is a number up to 65535." });
  return { open: values.open, port };
}

async function main(): Promise<void> {
  const flags = readFlags();
  const host = await startWebHost({
    dataFolder: defaultDataFolder(),
    resourcesFolder,
    pageFolder: join(resourcesFolder, "dist", "renderer"),
    port: flags.port,
    cipher: takePassphraseCipher(process.env),
    databaseProcess: { file: join(resourcesFolder, "dist", "web", "database-process.cjs") },
    parserThread: join(resourcesFolder, "dist", "web", "parser-thread.cjs"),
    log,
  });
  endOnSignals(host);
  const link = host.issueLink();
  process.stdout.write(`Steward is ready: ${link}\n`);
  if (flags.open) openBrowser(link);
  // A link works once; Enter gives another one, for a second browser or a lost cookie.
  readLines(process.stdin, () => process.stdout.write(`New link: ${host.issueLink()}\n`));
  process.stdin.unref?.();
}

/** One Ctrl-C may arrive several times: from the terminal, and passed on by whoever started us. */
const repeatMs = 1_500;

function endOnSignals(host: WebHost): void {
  const state = { endingSince: null as number | null };
  const end = () => {
    const now = performance.now();
    if (state.endingSince !== null) {
      if (now - state.endingSince > repeatMs) process.exit(130); // asked again: the user does not want to wait
      return;
    }
    state.endingSince = now;
    host.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
}

function fail(error: unknown): never {
  if (error instanceof AppError) {
    log(error.message);
    if (error.hint) log(error.hint);
  } else log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(2);
}

// Whoever read them may have gone (`| head`, a closed terminal); logging that would break the same pipe again.
for (const output of [process.stdout, process.stderr]) output.on("error", () => undefined);
process.on("uncaughtException", (error) => log(`uncaught: ${error.stack ?? error.message}`));
process.on("unhandledRejection", (reason) => log(`unhandled: ${String(reason)}`));
main().catch(fail);
