import type { Duplex } from "node:stream";

/** The line ended or was broken before what was waited for had come. */
export class LineEnded extends Error {}

/** Finds something at the start of the bytes; null when more must come. `length` bytes are taken, the rest stays. */
export type Finder<T> = (bytes: Buffer) => { readonly value: T; readonly length: number } | null;

/**
 * Waits until `find` finds something in what comes and leaves the rest to the next reader. Rejects with LineEnded, also
 * when more than `limitBytes` came without anything found.
 */
export async function readFrom<T>(stream: Duplex, find: Finder<T>, limitBytes: number): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0);
    const stop = () => {
      stream.off("readable", look).off("end", fail).off("close", fail).off("error", fail);
    };
    const fail = () => {
      stop();
      reject(new LineEnded("The line ended."));
    };
    const look = () => {
      for (;;) {
        const chunk: unknown = stream.read();
        if (!Buffer.isBuffer(chunk)) break;
        bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
      }
      const found = find(bytes);
      if (found) {
        stop();
        const rest = bytes.subarray(found.length);
        if (rest.length > 0) stream.unshift(rest);
        resolve(found.value);
      } else if (bytes.length > limitBytes) fail();
    };
    if (stream.destroyed || stream.readableEnded) return fail();
    stream.on("readable", look).on("end", fail).on("close", fail).on("error", fail);
    look();
  });
}
