/**
 * Structured values as one WebSocket frame, in Node and in the page: JSON where that is enough, else a u32 length, JSON,
 * and the binary parts, each with a u32 length before it. What JSON has no form for is tagged with `$as`.
 */
type Tagged = { readonly $as: string; readonly value: unknown; readonly type?: string };

const typedArrays: Readonly<Record<string, new (buffer: ArrayBuffer) => ArrayBufferView>> = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
};

/** Encodes a value that structured cloning would take; throws Electron's text for one that it would not. */
export function encode(value: unknown): string | Uint8Array<ArrayBuffer> {
  const binaries: Uint8Array[] = [];
  const text = JSON.stringify(tag(value, binaries));
  if (binaries.length === 0) return text;
  const head = new TextEncoder().encode(text);
  const size = binaries.reduce((sum, part) => sum + 4 + part.length, 4 + head.length);
  const frame = new Uint8Array(size);
  const view = new DataView(frame.buffer);
  let position = 0;
  for (const part of [head, ...binaries]) {
    view.setUint32(position, part.length);
    frame.set(part, position + 4);
    position += 4 + part.length;
  }
  return frame;
}

/** Decodes what `encode` made. */
export function decode(frame: string | ArrayBuffer | Uint8Array): unknown {
  if (typeof frame === "string") return untag(JSON.parse(frame), []);
  // Not the frame itself: `slice` of Node's Buffer would share its pool's memory.
  const bytes =
    frame instanceof ArrayBuffer
      ? new Uint8Array(frame)
      : new Uint8Array(frame.buffer, frame.byteOffset, frame.byteLength);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let position = 0; position < bytes.length; ) {
    const length = view.getUint32(position);
    parts.push(bytes.slice(position + 4, position + 4 + length));
    position += 4 + length;
  }
  const [head, ...binaries] = parts;
  return untag(JSON.parse(new TextDecoder().decode(head)), binaries);
}

function tag(value: unknown, binaries: Uint8Array[]): unknown {
  switch (typeof value) {
    case "undefined":
      return { $as: "undefined", value: null };
    case "bigint":
      return { $as: "bigint", value: String(value) };
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { $as: "number", value: numberText(value) };
    case "function":
    case "symbol":
      throw new Error("An object could not be cloned.");
    case "object":
      return value === null ? null : tagObject(value, binaries);
    default:
      return value;
  }
}

function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function tagObject(value: object, binaries: Uint8Array[]): unknown {
  const inner = (item: unknown) => tag(item, binaries);
  if (Array.isArray(value)) return value.map(inner);
  if (value instanceof Date) return { $as: "date", value: value.getTime() };
  if (value instanceof Map) return { $as: "map", value: [...value].map((entry) => entry.map(inner)) };
  if (value instanceof Set) return { $as: "set", value: [...value].map(inner) };
  if (value instanceof Error) {
    const { name, message, stack } = value;
    return { $as: "error", value: { name, message, stack: stack ?? "" } };
  }
  if (value instanceof ArrayBuffer)
    return { $as: "binary", type: "ArrayBuffer", value: binaries.push(new Uint8Array(value)) - 1 };
  if (ArrayBuffer.isView(value)) {
    const part = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    const type = value.constructor.name in typedArrays ? value.constructor.name : "Uint8Array"; // Node's Buffer
    return { $as: "binary", type, value: binaries.push(part) - 1 };
  }
  const entries = Object.entries(value).map(([key, item]) => [key, inner(item)] as const);
  return "$as" in value ? { $as: "object", value: entries } : Object.fromEntries(entries);
}

function untag(value: unknown, binaries: readonly Uint8Array<ArrayBuffer>[]): unknown {
  if (value === null || typeof value !== "object") return value;
  const inner = (item: unknown) => untag(item, binaries);
  if (Array.isArray(value)) return value.map(inner);
  if (!("$as" in value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inner(item)]));
  const tagged = value as Tagged; // only `tag` writes `$as`
  const entries = () => tagged.value as [string, unknown][]; // as `tagObject` wrote them
  switch (tagged.$as) {
    case "undefined":
      return undefined;
    case "bigint":
      return BigInt(String(tagged.value));
    case "number":
      return Number(tagged.value);
    case "date":
      return new Date(Number(tagged.value));
    case "map":
      return new Map(entries().map(([key, item]) => [inner(key), inner(item)]));
    case "set":
      return new Set((tagged.value as unknown[]).map(inner));
    case "error":
      return Object.assign(new Error(), tagged.value);
    case "object":
      return Object.fromEntries(entries().map(([key, item]) => [key, inner(item)]));
    case "binary":
      return binaryOf(tagged.type ?? "", binaries[Number(tagged.value)]);
    default:
      throw new Error(`Unknown tag ${tagged.$as}`);
  }
}

function binaryOf(type: string, part: Uint8Array<ArrayBuffer> | undefined): unknown {
  if (!part) throw new Error("A binary part is missing");
  const View = typedArrays[type];
  return View ? new View(part.buffer) : part.buffer;
}
