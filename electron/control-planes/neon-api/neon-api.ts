import { once } from "node:events";
import type { EmbeddedControlPlane } from "../embedded/embedded-control-plane.ts";
import type { Api, DataPlaneAddress } from "./api.ts";
import type { ApiKey } from "./http/api-key.ts";
import { createHttpServer, type Exchange, type Intercept } from "./http/http-server.ts";
import { OperationJournal } from "./operations/operation-journal.ts";
import { createAccountRoutes } from "./routes/account-routes.ts";
import { createBranchRoutes } from "./routes/branch-routes.ts";
import { createDatabaseRoutes } from "./routes/database-routes.ts";
import { createEndpointRoutes } from "./routes/endpoint-routes.ts";
import { createMaskingRoutes } from "./routes/masking-routes.ts";
import { createProjectRoutes } from "./routes/project-routes.ts";
import { createRoleRoutes } from "./routes/role-routes.ts";
import { createSchemaRoutes } from "./routes/schema-routes.ts";
import { createSnapshotRoutes } from "./routes/snapshot-routes.ts";

/** What the API on loopback serves, and to whom. */
export interface NeonApiOptions {
  readonly plane: EmbeddedControlPlane;
  readonly keys: readonly ApiKey[];
  /** A file of the API's own for operations and notes; made when it is missing. */
  readonly stateFile: string;
  /** Where the endpoints are reached; see `startDataPlane`. */
  readonly dataPlane: DataPlaneAddress;
  readonly log: (line: string) => void;
  /** For tests: sees every answer. */
  readonly observe?: (exchange: Exchange) => void;
  /** Stands around every request. */
  readonly intercept?: Intercept;
}

/** A running API. */
export interface NeonApi {
  /** The base URL for clients of Neon: `http://127.0.0.1:PORT/api/v2`. */
  readonly url: string;
  /** Answers nothing more. What was begun goes on in the control plane, which its owner closes afterwards. */
  close(): Promise<void>;
}

/**
 * Serves the embedded control plane as Neon's API, on loopback and to the bearers of `keys` only. Rejects with
 * `fileSystem` when the state file cannot be understood.
 */
export async function startNeonApi(options: NeonApiOptions): Promise<NeonApi> {
  const { plane, dataPlane, log, keys } = options;
  const journal = await OperationJournal.load(options.stateFile);
  const api: Api = { plane, journal, dataPlane, log, newProjects: new Map() };
  const routes = [
    ...createAccountRoutes(api),
    ...createProjectRoutes(api),
    ...createBranchRoutes(api),
    ...createEndpointRoutes(api),
    ...createDatabaseRoutes(api),
    ...createRoleRoutes(api),
    ...createSchemaRoutes(api),
    ...createSnapshotRoutes(api),
    ...createMaskingRoutes(api),
  ];
  const { observe, intercept } = options;
  const server = createHttpServer({ root: "/api/v2", routes, keys, log, observe, intercept });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has a port.");
  return {
    url: `http://127.0.0.1:${address.port}/api/v2`,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await Promise.all([closed, journal.close()]);
    },
  };
}
