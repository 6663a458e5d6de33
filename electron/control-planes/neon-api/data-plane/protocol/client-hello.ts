/** What the first bytes of a TLS line say. `incomplete`: more must come; `invalid`: these never become a ClientHello. */
export type ClientHello =
  | { readonly kind: "incomplete" }
  | { readonly kind: "invalid" }
  | { readonly kind: "hello"; readonly serverName: string | null };

const handshakeRecord = 22;
const clientHello = 1;
const serverNameExtension = 0;
const recordLimitBytes = 16 * 1024;
/** Real ones have at most a few kilobytes, key shares after quantum computers included. */
export const helloLimitBytes = 64 * 1024;

/**
 * Reads the server name (SNI) from the bytes of a ClientHello, which may be cut into any number of TLS records and
 * packets (RFC 8446 4.1.2, RFC 6066 3). The name is in lower case, without a final dot.
 */
export function readClientHello(bytes: Buffer): ClientHello {
  const handshake = joinRecords(bytes);
  if (handshake === null) return { kind: "invalid" };
  if (handshake.length > 0 && handshake[0] !== clientHello) return { kind: "invalid" };
  if (handshake.length < 4) return { kind: "incomplete" };
  const length = handshake.readUIntBE(1, 3);
  if (length > helloLimitBytes) return { kind: "invalid" };
  if (handshake.length < 4 + length) return { kind: "incomplete" };
  try {
    return { kind: "hello", serverName: findServerName(handshake.subarray(4, 4 + length)) };
  } catch (error) {
    if (error instanceof RangeError) return { kind: "invalid" };
    throw error;
  }
}

/** What the complete and incomplete records carry; null when one is no handshake record. */
function joinRecords(bytes: Buffer): Buffer | null {
  const parts: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] !== handshakeRecord) return null;
    if (bytes.length - at >= 2 && bytes[at + 1] !== 3) return null;
    if (bytes.length - at < 5) break;
    const length = bytes.readUInt16BE(at + 3);
    if (length === 0 || length > recordLimitBytes) return null;
    parts.push(bytes.subarray(at + 5, at + 5 + length));
    at += 5 + length;
  }
  return Buffer.concat(parts);
}

/** Throws RangeError when a length points outside. */
function findServerName(body: Buffer): string | null {
  // Version and random, then three lists that do not matter here.
  const [, afterSession] = takeList(body, 34, 1);
  const [, afterCiphers] = takeList(body, afterSession, 2);
  const [, afterCompressions] = takeList(body, afterCiphers, 1);
  if (afterCompressions === body.length) return null;
  const [extensions] = takeList(body, afterCompressions, 2);
  let at = 0;
  while (at < extensions.length) {
    const type = extensions.readUInt16BE(at);
    const [content, next] = takeList(extensions, at + 2, 2);
    if (type === serverNameExtension) return readServerName(content);
    at = next;
  }
  return null;
}

function readServerName(content: Buffer): string | null {
  const [names] = takeList(content, 0, 2);
  let at = 0;
  while (at < names.length) {
    const type = names.readUInt8(at);
    const [name, next] = takeList(names, at + 1, 2);
    if (type === 0) return name.toString("latin1").toLowerCase().replace(/\.$/, "");
    at = next;
  }
  return null;
}

/** The bytes after a length of `lengthBytes` bytes, and where they end. */
function takeList(bytes: Buffer, at: number, lengthBytes: 1 | 2): readonly [Buffer, number] {
  const start = at + lengthBytes;
  const end = start + bytes.readUIntBE(at, lengthBytes);
  if (end > bytes.length) throw new RangeError("A list ends outside of the message.");
  return [bytes.subarray(start, end), end];
}
