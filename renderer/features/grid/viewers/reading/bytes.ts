/** The bytes of a bytea's text (`\x...`, or the escape format); null when it is neither. */
export function readBytes(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.startsWith("\\x")) {
    const digits = text.slice(2);
    if (digits.length % 2 !== 0 || !/^[\da-f]*$/i.test(digits)) return null;
    return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
      Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
    );
  }
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const octal = /^\\(?:\\|([0-3][0-7]{2}))/.exec(text.slice(at, at + 4));
    const code = text.charCodeAt(at);
    if (octal) {
      bytes.push(octal[1] === undefined ? 0x5c : Number.parseInt(octal[1], 8));
      at += octal[0].length - 1;
    } else if (code > 0x7e || code < 0x20 || code === 0x5c) return null;
    else bytes.push(code);
  }
  return Uint8Array.from(bytes);
}

const beginnings: readonly (readonly [type: string, magic: readonly number[], at: number])[] = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 0],
  ["image/jpeg", [0xff, 0xd8, 0xff], 0],
  ["image/gif", [0x47, 0x49, 0x46, 0x38], 0],
  ["image/webp", [0x57, 0x45, 0x42, 0x50], 8],
  ["image/bmp", [0x42, 0x4d], 0],
];

/** The type of an image of pixels by its first bytes; null for anything else. Vector images are text, and shown as such. */
export function imageType(bytes: Uint8Array): string | null {
  return beginnings.find(([, magic, at]) => magic.every((byte, index) => bytes[at + index] === byte))?.[0] ?? null;
}

/** Bytes in lines of 16: place, hex, and what of them is ASCII. */
export function hexLines(bytes: Uint8Array, maxLines: number): readonly string[] {
  const count = Math.min(maxLines, Math.ceil(bytes.length / 16));
  return Array.from({ length: count }, (_, line) => {
    const part = [...bytes.subarray(line * 16, line * 16 + 16)];
    const hex = part.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const letters = part.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·")).join("");
    return `${(line * 16).toString(16).padStart(8, "0")}  ${hex.padEnd(47)}  ${letters}`;
  });
}

/** The bytes as UTF-8 text; null when they are none. */
export function asUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null; // shown as hex only
  }
}

/** The bytes in an address that an image can be shown from. */
export function dataUrl(bytes: Uint8Array, type: string): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return `data:${type};base64,${btoa(binary)}`;
}
