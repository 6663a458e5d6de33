import { closeSync, existsSync, mkdirSync, openSync, readSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

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
    const read = (offset: number, size: number) => {
      const content = Buffer.alloc(size);
      readSync(file, content, 0, size, contentOffset + offset);
      return content;
    };
    extractEntry(header, "", { target, unpacked, read });
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

interface Extraction {
  readonly target: string;
  readonly unpacked: string;
  read(offset: number, size: number): Buffer;
}

function extractEntry(entry: Entry, path: string, extraction: Extraction): void {
  const target = join(extraction.target, path);
  if (entry.files) {
    mkdirSync(target, { recursive: true });
    for (const [name, inner] of Object.entries(entry.files)) extractEntry(inner, join(path, name), extraction);
  } else if (entry.link !== undefined) {
    symlinkSync(join(extraction.target, entry.link), target); // the archive names it from its own top
  } else if (entry.unpacked) {
    symlinkSync(join(extraction.unpacked, path), target);
  } else {
    writeFileSync(target, extraction.read(Number(entry.offset), entry.size ?? 0), {
      mode: entry.executable ? 0o755 : 0o644,
    });
  }
}
