/** The few forms of DER (X.690) that a certificate needs. */

/** A tag, the length of the parts together, the parts. */
function wrap(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), encodeLength(body.length), body]);
}

function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

export const sequence = (...parts: readonly Buffer[]): Buffer => wrap(0x30, ...parts);
export const setOf = (...parts: readonly Buffer[]): Buffer => wrap(0x31, ...parts);
export const octets = (bytes: Buffer): Buffer => wrap(0x04, bytes);
export const text = (value: string): Buffer => wrap(0x0c, Buffer.from(value));
export const boolean = (value: boolean): Buffer => wrap(0x01, Buffer.from([value ? 0xff : 0]));
/** `[number]` around what stands inside. */
export const explicit = (number: number, ...parts: readonly Buffer[]): Buffer => wrap(0xa0 | number, ...parts);
/** `[number]` in place of the tag of a primitive value. */
export const implicit = (number: number, bytes: Buffer): Buffer => wrap(0x80 | number, bytes);

/** Bits; `unused` of the last byte do not count. */
export const bits = (bytes: Buffer, unused = 0): Buffer => wrap(0x03, Buffer.from([unused]), bytes);

/** A number that is not negative, from its bytes. */
export function integer(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const value = bytes.subarray(start);
  return wrap(0x02, (value[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), value]) : value);
}

/** `1.2.840.10045.4.3.2` and the like. */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second, ...others].flatMap((part) => {
    const digits = [part % 128];
    for (let rest = Math.floor(part / 128); rest > 0; rest = Math.floor(rest / 128))
      digits.unshift((rest % 128) | 0x80);
    return digits;
  });
  return wrap(0x06, Buffer.from(bytes));
}

/** A moment to the second: two digits of the year until 2049, as RFC 5280 4.1.2.5 demands, four from then on. */
export function time(moment: Date): Buffer {
  const digits = `${moment.toISOString().slice(0, 19).replace(/[-:T]/g, "")}Z`;
  return moment.getUTCFullYear() < 2050 ? wrap(0x17, Buffer.from(digits.slice(2))) : wrap(0x18, Buffer.from(digits));
}
