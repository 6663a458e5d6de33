/** A vector as its text says: how many dimensions, and the values that are there (all of a dense one). */
export interface VectorText {
  readonly dimensions: number;
  readonly values: readonly number[];
  /** Places of the values, from 0, when the others are zero. */
  readonly places: readonly number[] | null;
}

const sparse = /^\{((?:\d+:[^,}]+,?)*)\}\/(\d+)$/;

/** Reads `[1,2,3]` (vector, halfvec) and `{1:0.5,7:2}/10` (sparsevec); null when it is none, or not whole. */
export function readVectorText(text: string): VectorText | null {
  const found = sparse.exec(text);
  if (found) {
    const pairs = (found[1] ?? "").split(",").filter((pair) => pair !== "");
    const read = pairs.map((pair) => pair.split(":").map(Number));
    const values = read.map(([, value]) => value ?? Number.NaN);
    if (values.some(Number.isNaN)) return null;
    return { dimensions: Number(found[2]), values, places: read.map(([place]) => (place ?? 1) - 1) };
  }
  if (!text.startsWith("[") || !text.endsWith("]")) return null;
  const values = text
    .slice(1, -1)
    .split(",")
    .map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  return values.some(Number.isNaN) ? null : { dimensions: values.length, values, places: null };
}

/** The Euclidean length. */
export function normOf({ values }: VectorText): number {
  return Math.hypot(...chunked(values));
}

/** `Math.hypot` takes its values as arguments, of which there may be only so many. */
function chunked(values: readonly number[]): readonly number[] {
  if (values.length <= 10_000) return values;
  const parts: number[] = [];
  for (let at = 0; at < values.length; at += 10_000) parts.push(Math.hypot(...values.slice(at, at + 10_000)));
  return parts;
}

/** The path of a line through the values in a box, at most one point for each pixel: the extremes of what it stands for. */
export function sparkline(values: readonly number[], width: number, height: number): string {
  if (values.length === 0) return "";
  const low = Math.min(
    0,
    values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
  );
  const high = Math.max(
    0,
    values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
  );
  const y = (value: number) => (high === low ? height / 2 : height - ((value - low) / (high - low)) * height);
  const x = (index: number) => (values.length === 1 ? 0 : (index / (values.length - 1)) * width);
  const step = Math.max(1, Math.floor(values.length / width));
  const points: string[] = [];
  for (let index = 0; index < values.length; index += step) {
    const value = extreme(values.slice(index, index + step));
    points.push(`${x(index).toFixed(1)},${y(value).toFixed(1)}`);
  }
  return `M${points.join("L")}`;
}

function extreme(values: readonly number[]): number {
  return values.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
}
