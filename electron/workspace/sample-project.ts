import type { Connection, Environment } from "../../shared/connections/model.ts";

/** The project that comes with Steward: one embedded branch `main` with three databases. */
export const sampleProject = {
  id: "sample",
  name: "Sample workspace",
  /** Owns the databases; no superuser. */
  owner: "app_owner",
  /** A developer and a reviewer: members of the owner, so that four eyes can be shown with one pair of hands. */
  people: ["mara", "deniz"],
} as const;

/** A database of the sample project. Its files are in `samples/<database>/`. */
export interface SampleDatabase {
  readonly database: string;
  readonly title: string;
  readonly environment: Environment;
}

/** In the order they are filled: the first one is what the tour shows. */
export const sampleDatabases: readonly SampleDatabase[] = [
  { database: "contextground", title: "ContextGround", environment: "production" },
  { database: "memora", title: "Memora", environment: "staging" },
  { database: "neonhub", title: "NeonHub", environment: "development" },
];

/** Id of the connection to a sample database. */
export function sampleConnectionId(database: string): string {
  return `sample-${database}`;
}

/** The sample database behind a connection; undefined for a connection of the user's own. */
export function sampleDatabaseOf(connectionId: string): SampleDatabase | undefined {
  return sampleDatabases.find(({ database }) => sampleConnectionId(database) === connectionId);
}

/** The connection to one sample database. */
export function toSampleConnection(sample: SampleDatabase, defaultBranchId: string): Connection {
  return {
    id: sampleConnectionId(sample.database),
    name: sample.title,
    environment: sample.environment,
    database: sample.database,
    user: sampleProject.owner,
    target: { kind: "project", projectId: sampleProject.id, defaultBranchId },
    migrationsFolder: null,
    isSample: true,
  };
}
