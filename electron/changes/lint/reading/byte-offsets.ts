/** A line of at least so many characters between two points whose places are known in bytes and in characters. */
const step = 16 * 1024;

/**
 * Gives the UTF-16 offset of a place that the parser counts in UTF-8 bytes of the text, whose byte order mark it never saw.
 * Nothing is read before it is first asked.
 */
export function byteOffsets(text: string): (location: number) => number {
  const skipped = text.startsWith("\uFEFF") ? 1 : 0;
  let points: readonly { readonly bytes: number; readonly offset: number }[] | null = null;
  return (location) => {
    points ??= findPoints(text, skipped);
    const from = points.findLast(({ bytes }) => bytes <= location) ?? { bytes: 0, offset: skipped };
    let { bytes, offset } = from;
    while (bytes < location && offset < text.length) {
      const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
      bytes += Buffer.byteLength(character);
      offset += character.length;
    }
    return offset;
  };
}

function findPoints(text: string, skipped: number) {
  const points = [{ bytes: 0, offset: skipped }];
  let [bytes, offset] = [0, skipped];
  while (offset < text.length) {
    let next = Math.min(text.length, offset + step);
    // Between the halves of a pair there is no place.
    if (/[\uD800-\uDBFF]/.test(text[next - 1] ?? "")) next = Math.min(text.length, next + 1);
    bytes += Buffer.byteLength(text.slice(offset, next));
    offset = next;
    points.push({ bytes, offset });
  }
  return points;
}
