/** Whom a line of a password file may be for. */
export interface PasswordOwner {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/**
 * The password of the first line that fits (documentation, section 34.16): `host:port:database:user:password`, `*` for
 * any, `\:` and `\\` for the characters themselves, `#` for comments. A Unix socket's folder counts as localhost, as in
 * libpq. Undefined when no line fits.
 */
export function findPgpassPassword(text: string, owner: PasswordOwner): string | undefined {
  const host = owner.host.startsWith("/") ? "localhost" : owner.host;
  const wanted = [host, String(owner.port), owner.database, owner.user];
  for (const line of text.split(/\r?\n/)) {
    if (line === "" || line.startsWith("#")) continue;
    const fields = splitFields(line);
    const [password] = fields.slice(4);
    if (password === undefined) continue;
    if (wanted.every((value, place) => fields[place]?.raw === "*" || fields[place]?.value === value))
      return password.value;
  }
  return undefined;
}

interface Field {
  /** As it stands: only a bare `*` is any, an escaped one is the character. */
  readonly raw: string;
  readonly value: string;
}

function splitFields(line: string): readonly Field[] {
  const fields = [{ raw: "", value: "" }];
  for (let at = 0; at < line.length; at++) {
    const field = fields.at(-1);
    if (!field) break;
    const isEscape = line[at] === "\\" && at + 1 < line.length;
    if (line[at] === ":") fields.push({ raw: "", value: "" });
    else {
      if (isEscape) at += 1;
      field.raw += isEscape ? `\\${line[at]}` : line[at];
      field.value += line[at];
    }
  }
  return fields;
}
