import { crc32 } from "node:zlib";

/**
 * Flyway's checksum of a script: CRC-32 over the UTF-8 bytes of its lines without their ends, a byte order mark left
 * out, as a signed 32-bit number. Line ends therefore do not count.
 */
export function flywayChecksum(bytes: Buffer): number {
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  let checksum = 0;
  for (const line of text.split(/\r\n|\r|\n/)) checksum = crc32(line, checksum);
  return checksum | 0;
}
