import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { serveNeonApi } from "../../app/neon-api/serve-neon-api.ts";
import type { RegisterVerb } from "../verb.ts";

/** `steward neon-api`: this computer's clusters as Neon's API, until it is interrupted. The key comes from the environment. */
export const registerNeonApi: RegisterVerb = (program, cli) => {
  program
    .command("neon-api")
    .description("serve the clusters of this computer as Neon's API, for neonctl; needs Steward to be closed")
    .action(() =>
      cli.alone(async () => {
        const key = process.env.STEWARD_NEON_API_KEY ?? `napi_${randomBytes(32).toString("base64url")}`;
        const log = (line: string) => cli.terminal.writeError(`${line}\n`);
        const host = await serveNeonApi({ dataFolder: cli.dataFolder, key, log });
        cli.terminal.writeOut(`${settingsOf(host, process.env.STEWARD_NEON_API_KEY === undefined ? key : null)}\n`);
        if (!cli.signal.aborted) await once(cli.signal, "abort");
        await host.close();
        return 0;
      }),
    );
};

/** What a shell is told so that neonctl and psql find it; `key` only when it was made for this run. */
function settingsOf(
  { url, dataPlanePort, authorityFile }: Awaited<ReturnType<typeof serveNeonApi>>,
  key: string | null,
): string {
  const settings = [
    ["NEON_API_HOST", url],
    ...(key === null ? [] : [["NEON_API_KEY", key]]),
    // Names of endpoints need not resolve: libpq is told where they are.
    ["PGHOSTADDR", "127.0.0.1"],
    ["PGPORT", String(dataPlanePort)],
    ["PGSSLROOTCERT", `'${authorityFile.replaceAll("'", "'\\''")}'`],
  ];
  return settings.map(([name, value]) => `export ${name}=${value}`).join("\n");
}
