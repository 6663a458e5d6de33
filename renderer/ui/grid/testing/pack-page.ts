import { pageMagic } from "../../../../shared/rows/page.ts";

/** A page as the database process packs it, for tests. */
export function packPage(rows: readonly (readonly (string | null)[])[], columnCount: number): ArrayBuffer {
  const encoder = new TextEncoder();
  const cells = Array.from({ length: columnCount }, (_, column) => rows.map((row) => row[column] ?? null)).flat();
  const texts = cells.map((cell) => (cell === null ? null : encoder.encode(cell)));
  const textBytes = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
  const buffer = new ArrayBuffer(20 + cells.length * 8 + textBytes);
  new Uint32Array(buffer, 0, 5).set([pageMagic, rows.length, columnCount, 0, textBytes]);
  const starts = new Uint32Array(buffer, 20, cells.length);
  const lengths = new Int32Array(buffer, 20 + cells.length * 4, cells.length);
  const bytes = new Uint8Array(buffer, 20 + cells.length * 8);
  let at = 0;
  texts.forEach((text, index) => {
    starts[index] = at;
    lengths[index] = text?.length ?? -1;
    if (text) bytes.set(text, at);
    at += text?.length ?? 0;
  });
  return buffer;
}
