import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { toFileError } from "../../../../storage/atomic-file.ts";
import { giveToServer, type ServerUser } from "../../../embedded/server/server-user.ts";
import { type MadeCertificates, makeCertificates } from "./make-certificates.ts";

/** What the clusters and the proxy in front of them show to clients; both show the same, so channel binding holds. */
export interface DataPlaneCertificate extends MadeCertificates {
  /** Below which the endpoints' host names stand. */
  readonly domain: string;
  readonly folder: string;
}

/** Reserved names (RFC 6761): such a host can never be somebody else's server. */
export const localDomain = "local.steward.localhost";

const files = { authority: "authority.crt", certificate: "server.crt", key: "server.key" } as const;
const renewBeforeMs = 90 * 24 * 60 * 60 * 1000;

/**
 * Reads the certificate of a data folder, or makes it: at the first start, when it is damaged, ends within 90 days or is
 * for another domain. The folder belongs to the server's user alone. Rejects with `fileSystem`, `diskFull`.
 */
export async function ensureCertificate(
  folder: string,
  user: ServerUser,
  domain: string = localDomain,
  now: Date = new Date(),
): Promise<DataPlaneCertificate> {
  const kept = await readCertificates(folder);
  if (kept && isUsable(kept, domain, now)) return { ...kept, domain, folder };
  const made = makeCertificates(domain, now);
  await writeCertificates(folder, made, user).catch((error: unknown) => {
    throw toFileError(error, folder);
  });
  return { ...made, domain, folder };
}

/** The file that clients are told to trust. */
export function authorityFile(certificate: DataPlaneCertificate): string {
  return join(certificate.folder, files.authority);
}

/** What a cluster's server is started with so that it takes TLS. Plain connections on loopback stay possible. */
export function tlsSettings(certificate: DataPlaneCertificate): Readonly<Record<string, string>> {
  return {
    ssl: "on",
    ssl_cert_file: join(certificate.folder, files.certificate),
    ssl_key_file: join(certificate.folder, files.key),
  };
}

async function readCertificates(folder: string): Promise<MadeCertificates | null> {
  const read = (file: string) => readFile(join(folder, file), "utf8");
  try {
    const [authority, certificate, key] = await Promise.all([
      read(files.authority),
      read(files.certificate),
      read(files.key),
    ]);
    return { authority, certificate, key };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw toFileError(error, folder);
  }
}

function isUsable({ authority, certificate, key }: MadeCertificates, domain: string, now: Date): boolean {
  try {
    const shown = new X509Certificate(certificate);
    return (
      shown.verify(new X509Certificate(authority).publicKey) &&
      shown.checkHost(`ep.${domain}`) !== undefined &&
      Date.parse(shown.validTo) - now.getTime() > renewBeforeMs &&
      shown.checkPrivateKey(createPrivateKey(key))
    );
  } catch {
    return false; // damaged: made anew
  }
}

/** In a folder of its own first: half of it is never found. */
async function writeCertificates(folder: string, made: MadeCertificates, user: ServerUser): Promise<void> {
  const draft = `${folder}.new`;
  await mkdir(dirname(folder), { recursive: true });
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  for (const [name, file] of Object.entries(files) as [keyof MadeCertificates, string][]) {
    // its own keys
    await writeFile(join(draft, file), made[name], { mode: 0o600, flag: "wx" });
    await giveToServer(join(draft, file), user);
  }
  await giveToServer(draft, user);
  await rm(folder, { recursive: true, force: true });
  await rename(draft, folder);
}
