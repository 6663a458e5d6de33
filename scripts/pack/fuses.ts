/** The nine bytes that stand for the fuses in Electron's program, behind this mark and two bytes (version, count). */
const mark = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
const fuseCount = 9;

/** Where a program's fuses begin, so that the packager can flip them in our fake too. */
export const fuseWire = Buffer.concat([
  Buffer.from(mark),
  Buffer.from([1, fuseCount]),
  Buffer.from("1".repeat(fuseCount)),
]);

/** The fuses, in the order of their bytes. */
export const fuseNames = [
  "runAsNode",
  "enableCookieEncryption",
  "enableNodeOptionsEnvironmentVariable",
  "enableNodeCliInspectArguments",
  "enableEmbeddedAsarIntegrityValidation",
  "onlyLoadAppFromAsar",
  "loadBrowserProcessSpecificV8Snapshot",
  "grantFileProtocolExtraPrivileges",
  "wasmTrapHandlers",
] as const;

/** Name of a fuse. */
export type FuseName = (typeof fuseNames)[number];

/** Reads the fuses of a program: on, off, or null where the program has no such fuse. Throws when it has none at all. */
export function readFuses(program: Buffer): Readonly<Record<FuseName, boolean | null>> {
  const start = program.indexOf(mark);
  if (start < 0) throw new Error("This program has no fuses");
  const first = start + mark.length + 2;
  const states = fuseNames.map((name, index) => [name, stateOf(program[first + index])] as const);
  return Object.fromEntries(states) as Record<FuseName, boolean | null>; // made from all the names
}

function stateOf(byte: number | undefined): boolean | null {
  if (byte === 0x30) return false;
  return byte === 0x31 ? true : null;
}
