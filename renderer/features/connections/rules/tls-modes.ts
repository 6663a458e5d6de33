import type { TlsMode } from "../../../../shared/connections/model.ts";
import { isLocalHost } from "../../../../shared/connections/tls-modes.ts";

/** A TLS mode named for what it is. `risk` is null for the one that needs no warning. */
export interface TlsModeText {
  readonly mode: TlsMode;
  readonly label: string;
  /** What the badge of a connection says. */
  readonly badge: string;
  readonly meaning: string;
  readonly risk: string | null;
}

const impostor = "Anyone between you and the server can pose as it and read everything, the password included.";
const plainText = "Everyone on the way can read the rows and change them. Use it on this machine only.";

/** The modes from strongest to weakest. libpq's own words stand in brackets, for those who look for them. */
export const tlsModeTexts: readonly TlsModeText[] = [
  {
    mode: "verify-full",
    label: "Encrypted, server verified (verify-full)",
    badge: "verified",
    meaning: "The certificate must come from a trusted authority and carry this host's name.",
    risk: null,
  },
  {
    mode: "verify-ca",
    label: "Encrypted, name not checked (verify-ca)",
    badge: "name not checked",
    meaning: "The certificate must come from a trusted authority; any host's certificate will do.",
    risk: "Whoever holds a certificate for another name can pose as this server.",
  },
  {
    mode: "require",
    label: "Encrypted, server unverified (require)",
    badge: "server not verified",
    meaning: "Traffic is encrypted, but nobody checks to whom. With a root certificate named, its chain is checked.",
    risk: impostor,
  },
  {
    mode: "prefer",
    label: "Encrypted if the server offers it (prefer)",
    badge: "maybe plain text",
    meaning: "TLS without a check of the server; plain text if the server, or anyone in between, says no to TLS.",
    risk: plainText,
  },
  {
    mode: "allow",
    label: "Encrypted if the server insists (allow)",
    badge: "maybe plain text",
    meaning: "Plain text; TLS without a check of the server only if it lets nobody in otherwise.",
    risk: plainText,
  },
  {
    mode: "disable",
    label: "Plain text (disable)",
    badge: "plain text",
    meaning: "Nothing is encrypted.",
    risk: plainText,
  },
];

/** The text of `mode`. */
export function tlsModeText(mode: TlsMode): TlsModeText {
  const text = tlsModeTexts.find((entry) => entry.mode === mode);
  if (!text) throw new RangeError(`No text for the TLS mode ${mode}`);
  return text;
}

/** The warning to show beside `mode` for `host`; null where there is nothing to warn of. */
export function tlsWarning(mode: TlsMode, host: string): string | null {
  return isLocalHost(host) ? null : tlsModeText(mode).risk;
}
