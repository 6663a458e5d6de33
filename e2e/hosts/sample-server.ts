import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openSession } from "../../electron/postgres/connect.ts";
import type { ConnectParameters, OwnedSession } from "../../electron/postgres/session.ts";

interface KeptBranch {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly port: number | null;
  readonly isDefault: boolean;
  readonly passwords: Readonly<Record<string, string>>;
}

/** The branches of the sample project as the data folder has them. */
export function keptBranches(dataFolder: string): readonly KeptBranch[] {
  const text = readFileSync(join(dataFolder, "embedded", "projects.json"), "utf8");
  const { projects } = JSON.parse(text) as { projects: { branches: KeptBranch[] }[] }; // the app's own file
  return projects.flatMap((project) => project.branches);
}

/** Fields to connect to a sample database as its owner, past the app; on the default branch or the one named. */
export function sampleServer(dataFolder: string, database = "contextground", name?: string): ConnectParameters {
  const branch = keptBranches(dataFolder).find((kept) => (name === undefined ? kept.isDefault : kept.name === name));
  if (!branch?.port) throw new Error("The sample's server has not been started.");
  const password = branch.passwords.app_owner ?? "";
  return { host: "127.0.0.1", port: branch.port, database, user: "app_owner", tls: "disable", password };
}

/** Does something on the default branch past the app, as another program would. */
export async function onSampleServer<T>(dataFolder: string, run: (session: OwnedSession) => Promise<T>): Promise<T> {
  const session = await openSession(sampleServer(dataFolder), { purpose: "another program" });
  try {
    return await run(session);
  } finally {
    await session.close();
  }
}
