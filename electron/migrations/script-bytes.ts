import { createHash } from "node:crypto";

/** A migration's bytes as they are hashed, recorded and run. */
export interface MigrationBytes {
  readonly id: string;
  readonly order: number;
  readonly up: Buffer;
  readonly down: Buffer | null;
}

/** Hex sha256. Text is hashed as UTF-8. */
export function sha256Hex(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Text of a script's bytes, byte order mark kept; null when they are not UTF-8. */
export function decodeScript(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null; // the only thing it throws: malformed bytes, which the caller reports
    throw error;
  }
}
