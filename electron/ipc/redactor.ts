const mark = "[redacted]";
const shortestSecret = 4;
/** `passwordMethods` names a setting: its words must not be taken for secrets. */
const secretKey = /password(?!Methods$)|passphrase|secret|token|api_?key/i;

/** What looks like a secret wherever it stands: URLs with a password, conninfo, PASSWORD '...', SCRAM verifiers, tokens. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/\b(postgres(?:ql)?:\/\/[^\s:/?#@]*:)[^\s/'"]+(?=@)/gi, `$1${mark}`],
  [/([?&]password=)[^\s&#]+/gi, `$1${mark}`],
  [/(\bpassword\s*=\s*)(?:'(?:[^'\\]|\\.)*'|[^\s'",;)&]+)/gi, `$1${mark}`],
  [/(\bpassword\s+)(?:E?'(?:[^'\\]|''|\\.)*'|(\$\w*\$).*?\2)/gis, `$1'${mark}'`],
  [/\bSCRAM-SHA-256\$[^\s'"]+/g, mark],
  [/\b(Bearer\s+|napi_)[\w.~+/=-]{8,}/g, `$1${mark}`],
];

/**
 * Takes secrets out of text on its way to a log or a client: those it was told of, by value and in the forms that
 * encoders make of them, and whatever has the shape of one. There is no way to switch it off.
 */
export class Redactor {
  readonly #forms = new Set<string>();
  #pattern: RegExp | null = null;

  /** A secret that must never be shown. Very short ones are not looked for: they would mark ordinary words. */
  add(secret: string): void {
    if (secret.length < shortestSecret || this.#forms.has(secret)) return;
    for (const form of formsOf(secret)) this.#forms.add(form);
    this.#pattern = null;
  }

  /** Learns every string that stands under a name like `password` in plain data. */
  learnFrom(value: unknown): void {
    if (typeof value !== "object" || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      if (typeof child === "string" && secretKey.test(key)) this.add(child);
      else this.learnFrom(child);
    }
  }

  /** The text without secrets. */
  readonly redact = (text: string): string => {
    const byValue = this.#forms.size === 0 ? text : text.replace(this.#valuePattern(), mark);
    return shapes.reduce((redacted, [shape, replacement]) => redacted.replace(shape, replacement), byValue);
  };

  #valuePattern(): RegExp {
    // Longest first: a secret that begins with another one is taken as a whole.
    const longestFirst = [...this.#forms].sort((left, right) => right.length - left.length);
    this.#pattern ??= new RegExp(longestFirst.map(escapePattern).join("|"), "g");
    return this.#pattern;
  }

  /** Never shows what it knows, not even to an inspector that a logger uses. */
  toJSON(): string {
    return mark;
  }
}

function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString("base64");
  const json = JSON.stringify(secret).slice(1, -1);
  const quoted = secret.replaceAll("'", "''");
  const url = encodeURIComponent(Buffer.from(secret).toString("utf8"));
  return [secret, base64, base64.replace(/=+$/, ""), Buffer.from(secret).toString("base64url"), json, quoted, url];
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
