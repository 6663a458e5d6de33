import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { AppError, isAppError } from "../../../shared/ipc/app-error.ts";
import type { FileDialect } from "../../../shared/transfer/import-model.ts";
import { toFileError } from "../../storage/atomic-file.ts";

/** The bytes of a file, unpacked if its name ends in .gz. `onBytes` counts what was read from the disk. */
async function* readBytes(path: string, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  file.on("data", (chunk) => onBytes(chunk.length));
  const source = path.endsWith(".gz") ? file.pipe(createGunzip()) : file;
  // An error of the disk does not pass through a pipe.
  if (source !== file) file.on("error", (error) => source.destroy(error));
  try {
    for await (const chunk of source) yield chunk as Buffer; // no encoding is set, so these are buffers
  } catch (error) {
    throw toFileError(error, path);
  } finally {
    file.destroy();
  }
}

/** The text of a file without its byte order mark. Rejects with `invalidInput` where bytes are no such text. */
export async function* readText(
  path: string,
  encoding: FileDialect["encoding"],
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (run: () => string) => {
    try {
      return run();
    } catch (error) {
      if (isAppError(error)) throw error;
      throw new AppError("invalidInput", `The file is no ${encoding} text.`, { hint: "Choose another encoding." });
    }
  };
  for await (const chunk of readBytes(path, onBytes)) yield decode(() => decoder.decode(chunk, { stream: true }));
  yield decode(() => decoder.decode());
}

/** The first bytes of a file, unpacked. */
export async function readBeginning(path: string, wantedBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of readBytes(path, () => undefined)) {
    pieces.push(chunk);
    bytes += chunk.length;
    if (bytes >= wantedBytes) break;
  }
  return Buffer.concat(pieces).subarray(0, wantedBytes);
}
