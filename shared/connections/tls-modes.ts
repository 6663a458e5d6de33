import { type TlsMode, tlsModes } from "./model.ts";

/** Whether a host is this machine (a loopback address, or the folder of a Unix socket): nothing that is sent leaves it. */
export function isLocalHost(host: string): boolean {
  const name = host.trim().toLowerCase();
  return name === "" || name === "localhost" || name === "::1" || name.startsWith("/") || /^127(\.\d+){3}$/.test(name);
}

/** The mode of a new connection to `host`: verified, except on this machine. */
export function defaultTlsMode(host: string): TlsMode {
  return isLocalHost(host) ? "disable" : "verify-full";
}

/** Whether `left` protects less than `right`, by libpq's order of modes. */
export function isWeaker(left: TlsMode, right: TlsMode): boolean {
  return tlsModes.indexOf(left) < tlsModes.indexOf(right);
}

/** Whether a word is one of libpq's sslmodes. */
export function isTlsMode(word: string): word is TlsMode {
  return tlsModes.some((mode) => mode === word);
}
