import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import { readJsonFile, writeFileAtomically } from "../../storage/atomic-file.ts";

const keptSessions = 50;
const sessionLifeMs = 7 * 24 * 60 * 60 * 1000;

const fileSchema = z.strictObject({
  sessions: z.array(z.strictObject({ hash: z.string(), since: z.number() })),
});

type Sessions = z.infer<typeof fileSchema>["sessions"];

/**
 * Who may use the browser host: a link with a one-time token becomes a session cookie. Sessions are kept, as hashes,
 * for a week, so that open tabs go on when the host is started again on the same port.
 */
export class WebAccess {
  private readonly file: string;
  private token: string | null = null;
  private sessions: Sessions;

  private constructor(file: string, sessions: Sessions) {
    this.file = file;
    this.sessions = sessions;
  }

  /** A file that cannot be read costs the sessions, which a new link replaces, and not the start. */
  static async open(file: string, log: (line: string) => void): Promise<WebAccess> {
    try {
      const { sessions } = await readJsonFile(file, fileSchema, { sessions: [] });
      return new WebAccess(file, sessions.filter(isAlive));
    } catch (error) {
      if (!isAppError(error)) throw error;
      log(`Sessions of browsers are not known any more: ${error.message}`);
      return new WebAccess(file, []);
    }
  }

  /** A new token; an older one that nobody used is worth nothing any more. */
  issueToken(): string {
    this.token = randomBytes(32).toString("base64url");
    return this.token;
  }

  /** Takes a token and gives the secret of a new session; null for a token that is wrong, used or replaced. */
  async redeem(token: string): Promise<string | null> {
    if (this.token === null || hashOf(token) !== hashOf(this.token)) return null;
    this.token = null;
    const secret = randomBytes(32).toString("base64url");
    this.sessions = [...this.sessions, { hash: hashOf(secret), since: Date.now() }].slice(-keptSessions);
    await writeFileAtomically(this.file, `${JSON.stringify({ sessions: this.sessions })}\n`);
    return secret;
  }

  /** The public name of the session whose cookie came along; null when there is none. */
  sessionOf(cookieHeader: string | undefined, cookieName: string): string | null {
    const secret = readCookie(cookieHeader, cookieName);
    if (secret === null) return null;
    const hash = hashOf(secret);
    return this.sessions.some((session) => session.hash === hash && isAlive(session)) ? hash.slice(0, 16) : null;
  }
}

function isAlive({ since }: Sessions[number]): boolean {
  return Date.now() - since < sessionLifeMs;
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of header?.split(";") ?? []) {
    const [key, value] = pair.trim().split("=", 2);
    if (key === name && value) return value;
  }
  return null;
}
