import { readFileSync, writeFileSync } from "node:fs";
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

interface KeptProjects {
  readonly projects: readonly { readonly branches: readonly KeptBranch[] }[];
}

/** The branches of the sample project as the data folder has them. */
export function keptBranches(dataFolder: string): readonly KeptBranch[] {
  return readProjects(dataFolder).projects.flatMap((project) => project.branches);
}

/** Has the next start of an app that does not run look for its default branch's port there. */
export function keepPort(dataFolder: string, port: number): void {
  const kept = readProjects(dataFolder);
  const move = (branch: KeptBranch) => (branch.isDefault ? { ...branch, port } : branch);
  const projects = kept.projects.map((project) => ({ ...project, branches: project.branches.map(move) }));
  writeFileSync(projectsFile(dataFolder), JSON.stringify({ ...kept, projects }), { mode: 0o600 });
}

function projectsFile(dataFolder: string): string {
  return join(dataFolder, "embedded", "projects.json");
}

function readProjects(dataFolder: string): KeptProjects {
  return JSON.parse(readFileSync(projectsFile(dataFolder), "utf8")) as KeptProjects; // the app's own file
}

/** Fields to connect to a sample database as its owner, past the app; on the default branch or the one named. */
export function sampleServer(dataFolder: string, database = "contextground", name?: string): ConnectParameters {
  const branch = keptBranches(dataFolder).find((kept) => (name === undefined ? kept.isDefault : kept.name === name));
  if (!branch?.port) throw new Error("The sample's server has not been started.");
  const password = branch.passwords.app_owner ?? "";
  return { host: "127.0.0.1", port: branch.port, database, user: "app_owner", tls: "disable", password };
}

/** Does something on the default branch past the app, as another program would; as the owner, or as the superuser. */
export async function onSampleServer<T>(
  dataFolder: string,
  run: (session: OwnedSession) => Promise<T>,
  user: "app_owner" | "steward_admin" = "app_owner",
): Promise<T> {
  const password = keptBranches(dataFolder).find(({ isDefault }) => isDefault)?.passwords[user] ?? "";
  const session = await openSession({ ...sampleServer(dataFolder), user, password }, { purpose: "another program" });
  try {
    return await run(session);
  } finally {
    await session.close();
  }
}
