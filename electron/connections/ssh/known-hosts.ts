import { createHmac } from "node:crypto";
import { writeFileAtomically } from "../../storage/atomic-file.ts";
import { readUserFile } from "../sources/user-files.ts";

/**
 * Base64 of the keys that the text of a `known_hosts` (man 8 sshd) has for a host: plain names, `[host]:port`, wildcards
 * and hashed names. Lines of authorities are passed over. A key that is revoked for the host is not given, and takes an
 * equal one of another line away.
 */
export function findKnownKeys(text: string, host: string, port: number): readonly string[] {
  const name = port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
  const known = new Set<string>();
  const revoked = new Set<string>();
  for (const line of text.split(/\r?\n/)) {
    const words = line.trim().split(/\s+/);
    const marker = words[0]?.startsWith("@") ? words.shift() : undefined;
    const [names = "", algorithm, key] = words;
    if (names.startsWith("#") || algorithm === undefined || key === undefined || marker === "@cert-authority") continue;
    if (names.startsWith("|1|") ? matchesHash(names, name) : matchesNames(names, name))
      (marker === "@revoked" ? revoked : known).add(key);
  }
  return [...known].filter((key) => !revoked.has(key));
}

/** The line that makes a key known. */
export function knownHostsLine(host: string, port: number, algorithm: string, key: string): string {
  return `${port === 22 ? host : `[${host}]:${port}`} ${algorithm} ${key}\n`;
}

function matchesHash(hashed: string, name: string): boolean {
  const [, , salt = "", hash] = hashed.split("|");
  return createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest("base64") === hash;
}

function matchesNames(names: string, name: string): boolean {
  const patterns = names.toLowerCase().split(",");
  const matches = (glob: string) => {
    const source = glob
      .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
    return new RegExp(`^${source}$`).test(name);
  };
  if (patterns.some((pattern) => pattern.startsWith("!") && matches(pattern.slice(1)))) return false;
  return patterns.some((pattern) => matches(pattern));
}

/** Adds a line to Steward's own file; the user's is left to ssh. */
export async function trustHostKey(file: string, line: string): Promise<void> {
  const text = (await readUserFile(file))?.text ?? "";
  if (!text.split("\n").includes(line.trim())) await writeFileAtomically(file, text + line);
}
