import { join } from "node:path";
import { openEmbeddedControlPlane } from "../../control-planes/embedded/embedded-control-plane.ts";
import { findServerUser } from "../../control-planes/embedded/server/server-user.ts";
import {
  authorityFile,
  ensureCertificate,
  tlsSettings,
} from "../../control-planes/neon-api/data-plane/certificate/ensure-certificate.ts";
import { startDataPlane } from "../../control-planes/neon-api/data-plane/start-data-plane.ts";
import { startNeonApi } from "../../control-planes/neon-api/neon-api.ts";
import { createEndpointResolver, createPasswordFinder } from "../../control-planes/neon-api/resolve-endpoint.ts";
import { acquireDataFolder } from "../../storage/data-folder.ts";

/** What is served, and who may ask. `log` gets lines without secrets. */
export interface NeonApiHostOptions {
  readonly dataFolder: string;
  /** The bearer's key; reaches all projects. */
  readonly key: string;
  readonly log: (line: string) => void;
}

/** The API and the way to the computes, on loopback. */
export interface NeonApiHost {
  /** `http://127.0.0.1:PORT/api/v2`. */
  readonly url: string;
  /** Where hosts of endpoints are reached; their names need not resolve. */
  readonly dataPlanePort: number;
  /** What clients trust (`sslrootcert`). */
  readonly authorityFile: string;
  /** Suspends all computes; resolves when nothing runs any more. */
  close(): Promise<void>;
}

/**
 * Serves the clusters of a data folder as Neon's API, with direct and pooled hosts behind a TLS proxy, for `neonctl` and
 * other clients of Neon. Holds the data folder. Rejects with `alreadyRunning`, `unsupported`, `fileSystem`, `diskFull`.
 */
export async function serveNeonApi({ dataFolder, key, log }: NeonApiHostOptions): Promise<NeonApiHost> {
  const lock = await acquireDataFolder(dataFolder);
  const closers: (() => Promise<void>)[] = [() => lock.release()];
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end();
  };
  try {
    const certificate = await ensureCertificate(join(dataFolder, "embedded", "certificate"), findServerUser());
    const plane = await openEmbeddedControlPlane({ dataFolder, log, serverSettings: tlsSettings(certificate) });
    closers.push(() => plane.close());
    const dataPlane = await startDataPlane({
      certificate,
      resolve: createEndpointResolver(plane),
      findPassword: createPasswordFinder(plane),
      log,
    });
    closers.push(() => dataPlane.close());
    const api = await startNeonApi({
      plane,
      keys: [{ secret: key, kind: "user" }],
      stateFile: join(dataFolder, "embedded", "neon-api.json"),
      dataPlane: { domain: certificate.domain, port: dataPlane.port, hasPooler: true },
      log,
    });
    closers.push(() => api.close());
    return { url: api.url, dataPlanePort: dataPlane.port, authorityFile: authorityFile(certificate), close };
  } catch (error) {
    await close();
    throw error;
  }
}
