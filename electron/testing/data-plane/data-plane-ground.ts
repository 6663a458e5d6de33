import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareServerBinaries } from "../../control-planes/embedded/server/binaries.ts";
import { Compute } from "../../control-planes/embedded/server/compute.ts";
import { adminRole, createCluster } from "../../control-planes/embedded/server/create-cluster.ts";
import { findServerUser, giveToServer } from "../../control-planes/embedded/server/server-user.ts";
import {
  type DataPlaneCertificate,
  ensureCertificate,
  tlsSettings,
} from "../../control-planes/neon-api/data-plane/certificate/ensure-certificate.ts";
import { endpointHost } from "../../control-planes/neon-api/data-plane/endpoint-name.ts";
import {
  type DataPlane,
  type DataPlaneOptions,
  startDataPlane,
} from "../../control-planes/neon-api/data-plane/start-data-plane.ts";
import { openSession } from "../../postgres/connect.ts";
import type { ConnectParameters } from "../../postgres/session.ts";

/** A suspended cluster of a test's own behind a data plane. */
export interface DataPlaneGround {
  readonly certificate: DataPlaneCertificate;
  /** PEM file of the authority. */
  readonly authorityFile: string;
  readonly plane: DataPlane;
  readonly compute: Compute;
  /** What the data plane and the compute said. */
  readonly logLines: string[];
  readonly endpointId: string;
  /** Fields of the role `app`, which owns the database `shop`, through the data plane. */
  readonly parameters: ConnectParameters & { readonly password: string };
  /** The same through the pooler. */
  readonly pooled: ConnectParameters & { readonly password: string };
  /** The superuser, past the data plane; starts the compute. */
  adminParameters(): Promise<ConnectParameters>;
  close(): Promise<void>;
}

/** How the ground differs from an ordinary one. */
export interface GroundOptions {
  readonly hasTls?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
  readonly limits?: NonNullable<DataPlaneOptions["limits"]>;
}

const endpointId = "ep-quiet-fox-12345678";

/** Makes the cluster with the database `shop`, stops it and starts the data plane. */
export async function createDataPlaneGround(options: GroundOptions = {}): Promise<DataPlaneGround> {
  const user = findServerUser();
  const folder = await mkdtemp(join(tmpdir(), "steward-data-plane-"));
  await chmod(folder, 0o711);
  const logLines: string[] = [];
  const log = (line: string) => void logLines.push(line);
  const binaries = await prepareServerBinaries(join(folder, "postgres"), user);
  const certificate = await ensureCertificate(join(folder, "tls"), user);
  const branch = join(folder, "branch");
  const { compute, adminPassword } = await makeCompute(branch, binaries, user, log, {
    fsync: "off",
    ...(options.hasTls === false ? {} : tlsSettings(certificate)),
    ...options.settings,
  });
  const admin = async (database: string): Promise<ConnectParameters> => ({
    host: "127.0.0.1",
    port: await compute.start(),
    database,
    user: adminRole,
    password: adminPassword,
    tls: "disable",
  });
  const password = `pass-${randomBytes(12).toString("hex")}`;
  const session = await openSession(await admin("postgres"), { purpose: "test" });
  await session.execute(`CREATE ROLE app LOGIN PASSWORD '${password}'`);
  await session.execute("CREATE DATABASE shop OWNER app");
  await session.close();
  await compute.stop();
  const plane = await startDataPlane({
    certificate,
    log,
    resolve: async (endpoint) =>
      endpoint.endpointId === endpointId ? { kind: "running", port: await compute.start() } : { kind: "unknown" },
    findPassword: async (endpoint, role) => {
      if (endpoint.endpointId !== endpointId) return { kind: "unknownEndpoint" };
      return role === "app" ? { kind: "known", password } : { kind: "unknownRole" };
    },
    ...(options.limits ? { limits: options.limits } : {}),
  });
  const through = (isPooled: boolean) => {
    const host = endpointHost({ endpointId, isPooled }, certificate.domain);
    return {
      host,
      hostAddress: "127.0.0.1",
      port: plane.port,
      database: "shop",
      user: "app",
      password,
      tls: "verify-full",
      rootCertificate: plane.caPem,
      ...(isPooled ? { directHost: endpointHost({ endpointId, isPooled: false }, certificate.domain) } : {}),
    } as const;
  };
  const authorityFile = join(folder, "authority.pem");
  await writeFile(authorityFile, plane.caPem);
  const close = async () => {
    await plane.close();
    await compute.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  const [parameters, pooled] = [through(false), through(true)];
  const adminParameters = () => admin("shop");
  return {
    certificate,
    authorityFile,
    plane,
    compute,
    logLines,
    endpointId,
    parameters,
    pooled,
    adminParameters,
    close,
  };
}

async function makeCompute(
  branch: string,
  binaries: Awaited<ReturnType<typeof prepareServerBinaries>>,
  user: ReturnType<typeof findServerUser>,
  log: (line: string) => void,
  settings: Readonly<Record<string, string>>,
): Promise<{ readonly compute: Compute; readonly adminPassword: string }> {
  const adminPassword = randomBytes(18).toString("base64url");
  await giveToServer(join(branch, ".."), user);
  await createCluster(binaries, user, branch, adminPassword, { isDurable: false });
  const compute = new Compute({
    branchName: "main",
    clusterFolder: branch,
    logFile: join(branch, "..", "server.log"),
    binaries,
    user,
    settings,
    port: null,
    closing: new AbortController().signal,
    savePort: async () => undefined,
    changed: () => undefined,
    log,
  });
  return { compute, adminPassword };
}
