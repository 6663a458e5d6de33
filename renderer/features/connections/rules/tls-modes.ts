import type { TlsMode } from "../../../../shared/connections/model.ts";

/** A TLS mode named for what it is. `risk` is null for the one that needs no warning. */
export interface TlsModeText {
  readonly mode: TlsMode;
  readonly label: string;
  readonly meaning: string;
  readonly risk: string | null;
}

/** The modes from strongest to weakest. libpq's own words stand in brackets, for those who look for them. */
export const tlsModeTexts: readonly TlsModeText[] = [
  {
    mode: "verify-full",
    label: "Encrypted, server verified (verify-full)",
    meaning: "The certificate must come from a trusted authority and carry this host's name.",
    risk: null,
  },
  {
    mode: "verify-ca",
    label: "Encrypted, name not checked (verify-ca)",
    meaning: "The certificate must come from a trusted authority; any host's certificate will do.",
    risk: "Whoever holds a certificate for another name can pose as this server.",
  },
  {
    mode: "require-unverified",
    label: "Encrypted, server unverified (require)",
    meaning: "Traffic is encrypted, but nobody checks to whom.",
    risk: "Anyone between you and the server can pose as it and read everything, the password included.",
  },
  {
    mode: "disable",
    label: "Plain text (disable)",
    meaning: "Nothing is encrypted.",
    risk: "Everyone on the way can read the rows and change them. Use it on this machine only.",
  },
];

/** Whether a host is this machine: nothing leaves it, so plain text harms nobody. */
export function isLocalHost(host: string): boolean {
  const name = host.trim().toLowerCase();
  return name === "" || name === "localhost" || name === "::1" || name.startsWith("/") || /^127(\.\d+){3}$/.test(name);
}

/** The mode of a new connection to `host`: verified, except on this machine. */
export function defaultTlsMode(host: string): TlsMode {
  return isLocalHost(host) ? "disable" : "verify-full";
}

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

/** Whether `left` protects less than `right`. */
export function isWeaker(left: TlsMode, right: TlsMode): boolean {
  const rank = (mode: TlsMode) => tlsModeTexts.findIndex((entry) => entry.mode === mode);
  return rank(left) > rank(right);
}
