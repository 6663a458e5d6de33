import { createHash, createHmac, pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { quoteIdentifier, quoteLiteral } from "../../../../shared/sql/quote.ts";
import type { WriteSession } from "../../../postgres/session.ts";
import { adminRole } from "../server/create-cluster.ts";

const derive = promisify(pbkdf2);
const iterations = 4096;

/** Fresh passwords for the app's own superuser and for each role. */
export function makePasswords(roles: readonly string[]): Record<string, string> {
  return Object.fromEntries([adminRole, ...roles].map((role) => [role, randomBytes(24).toString("base64url")]));
}

/**
 * The form in which Postgres stores a password (RFC 5802). Sending it instead of the password keeps the password out of
 * the server's log and of pg_stat_statements. Only for ASCII passwords, which need no normalisation.
 */
export async function makeScramVerifier(password: string, salt: Buffer = randomBytes(16)): Promise<string> {
  const salted = await derive(password, salt, iterations, 32, "sha256");
  const hmac = (text: string) => createHmac("sha256", salted).update(text).digest();
  const storedKey = createHash("sha256").update(hmac("Client Key")).digest("base64");
  const serverKey = hmac("Server Key").toString("base64");
  return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${storedKey}:${serverKey}`;
}

/**
 * Makes the project's roles: an owner that is no superuser but may watch and end sessions, and further login roles that
 * are its members.
 */
export async function createRoles(
  session: WriteSession,
  roles: readonly string[],
  passwords: Readonly<Record<string, string>>,
): Promise<void> {
  const [owner, ...members] = roles.map(quoteIdentifier);
  for (const role of roles) await session.execute(`CREATE ROLE ${quoteIdentifier(role)} LOGIN`);
  await session.execute(`GRANT pg_monitor, pg_read_all_stats, pg_signal_backend TO ${owner}`);
  if (members.length > 0) await session.execute(`GRANT ${owner} TO ${members.join(", ")}`);
  await setPasswords(session, roles, passwords);
}

/** Gives every role the password that belongs to this branch. */
export async function setPasswords(
  session: WriteSession,
  roles: readonly string[],
  passwords: Readonly<Record<string, string>>,
): Promise<void> {
  for (const role of roles) {
    const password = passwords[role];
    if (password === undefined) throw new Error(`There is no password for the role ${role}.`);
    const verifier = quoteLiteral(await makeScramVerifier(password));
    await session.execute(`ALTER ROLE ${quoteIdentifier(role)} PASSWORD ${verifier}`);
  }
}
