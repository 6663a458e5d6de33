import { spawn } from "node:child_process";
import { join } from "node:path";
import type { ExitCode } from "../cli-context.ts";
import type { RegisterVerb } from "../verb.ts";

/** `steward serve`: the browser host in a process of its own, until it ends or is interrupted. */
export const registerServe: RegisterVerb = (program, cli) => {
  program
    .command("serve")
    .description("serve the app to a browser on this machine")
    .option("--open", "open a browser")
    .option("--port <port>", "port on 127.0.0.1; a free one without it")
    .action((options: { readonly open?: boolean; readonly port?: string }) =>
      cli.alone(async () => {
        const main = join(cli.resourcesFolder, "dist", "web", "main.cjs");
        const flags = [...(options.open ? ["--open"] : []), ...(options.port ? ["--port", options.port] : [])];
        const child = spawn(process.execPath, [main, ...flags], { stdio: "inherit" });
        cli.signal.addEventListener("abort", () => child.kill("SIGTERM"), { once: true });
        return await new Promise<ExitCode>((resolve) => child.on("exit", (code) => resolve(code === 0 ? 0 : 2)));
      }),
    );
};
