/** What a client sends before the protocol proper. Parameters are as they came, in order. */
export type StartupPacket =
  | { readonly kind: "sslRequest" | "gssRequest" }
  | { readonly kind: "cancel"; readonly packet: Buffer }
  | { readonly kind: "startup"; readonly version: number; readonly parameters: readonly StartupParameter[] }
  | { readonly kind: "invalid"; readonly reason: string };

export type StartupParameter = readonly [name: string, value: string];

const sslRequestCode = 80_877_103;
const gssRequestCode = 80_877_104;
const cancelCode = 80_877_102;
/** Postgres' own limit (MAX_STARTUP_PACKET_LENGTH). */
const limitBytes = 10_000;

/** The packet that asks a server for TLS. */
export const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Reads one packet from the start of `bytes`; null when more must come. `length` counts the bytes that it took. */
export function readStartupPacket(bytes: Buffer): { readonly value: StartupPacket; readonly length: number } | null {
  if (bytes.length < 4) return null;
  const length = bytes.readUInt32BE(0);
  if (length < 8 || length > limitBytes) return { value: invalid("invalid length of startup packet"), length: 0 };
  if (bytes.length < length) return null;
  return { value: interpret(bytes.subarray(0, length)), length };
}

/** The same packet as `parameters` say it. */
export function writeStartupPacket(version: number, parameters: readonly StartupParameter[]): Buffer {
  const text = `${parameters.flatMap(([name, value]) => [name, "\0", value, "\0"]).join("")}\0`;
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + Buffer.byteLength(text), 0);
  head.writeUInt32BE(version, 4);
  return Buffer.concat([head, Buffer.from(text)]);
}

function interpret(packet: Buffer): StartupPacket {
  const code = packet.readUInt32BE(4);
  if (code === sslRequestCode) return { kind: "sslRequest" };
  if (code === gssRequestCode) return { kind: "gssRequest" };
  // Copied: the buffer that it came in is used again.
  if (code === cancelCode)
    return packet.length < 16
      ? invalid("invalid length of cancel request")
      : { kind: "cancel", packet: Buffer.from(packet) };
  if (code >>> 16 !== 3) return invalid("unsupported frontend protocol");
  if (packet.at(-1) !== 0) return invalid("invalid startup packet layout: expected terminator as last byte");
  const words = packet.subarray(8, -1).toString("utf8").split("\0");
  // Each word ends with a zero byte, so the last piece is empty.
  if (words.pop() !== "" || words.length % 2 === 1) return invalid("invalid startup packet layout");
  const parameters: StartupParameter[] = [];
  for (let at = 0; at < words.length; at += 2) parameters.push([words[at] ?? "", words[at + 1] ?? ""]);
  if (parameters.some(([name]) => name === "")) return invalid("invalid startup packet layout");
  return { kind: "startup", version: code, parameters };
}

function invalid(reason: string): StartupPacket {
  return { kind: "invalid", reason };
}
