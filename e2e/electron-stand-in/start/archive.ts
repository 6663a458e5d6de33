import { closeSync, existsSync, mkdirSync, openSync, readSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** An entry of an asar archive's header, as electron-builder writes it. */
interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly size?: number;
  readonly offset?: string;
  readonly unpacked?: boolean;
  readonly executable?: boolean;
  readonly link?: string;
}

/**
 * Extracts an asar archive into `folder/<name of the archive>`. Files that were left unpacked are linked, and so is
 * the folder that holds them, so that both ways of naming them lead to the real ones. Returns where the app is.
 */
export function extractArchive(archive: string, folder: string): string {
  const file = openSync(archive, "r");
  try {
    const { header, contentOffset } = readHeader(file);
    const target = join(folder, basename(archive));
    const unpacked = `${archive}.unpacked`;
    if (existsSync(unpacked)) symlinkSync(unpacked, `${target}.unpacked`);
    extractEntry(header, target, unpacked, (offset, size) => {
      const content = Buffer.alloc(size);
      readSync(file, content, 0, size, contentOffset + offset);
      return content;
    });
    return target;
  } finally {
    closeSync(file);
  }
}

/** Two pickles: the header's size, then the header as a length and JSON. */
function readHeader(file: number): { readonly header: Entry; readonly contentOffset: number } {
  const sizes = Buffer.alloc(16);
  readSync(file, sizes, 0, 16, 0);
  const headerSize = sizes.readUInt32LE(4);
  const text = Buffer.alloc(sizes.readUInt32LE(12));
  readSync(file, text, 0, text.length, 16);
  return { header: JSON.parse(text.toString("utf8")) as Entry, contentOffset: 8 + headerSize }; // the packer wrote it
}

function extractEntry(
  entry: Entry,
  target: string,
  unpacked: string,
  read: (offset: number, size: number) => Buffer,
): void {
  if (entry.files) {
    mkdirSync(target, { recursive: true });
    for (const [name, inner] of Object.entries(entry.files))
      extractEntry(inner, join(target, name), join(unpacked, name), read);
  } else if (entry.link !== undefined) {
    throw new Error(`The archive holds a link, which the stand-in does not model: ${target}`);
  } else if (entry.unpacked) {
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(unpacked, target);
  } else {
    writeFileSync(target, read(Number(entry.offset), entry.size ?? 0), { mode: entry.executable ? 0o755 : 0o644 });
  }
}
