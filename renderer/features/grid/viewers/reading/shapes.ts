/** A place on a plane. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What of a geometry can be drawn. A `line` that has no end is drawn through its box. */
export type Shape =
  | { readonly kind: "points"; readonly points: readonly Point[] }
  | { readonly kind: "path"; readonly points: readonly Point[]; readonly isClosed: boolean }
  | { readonly kind: "circle"; readonly center: Point; readonly radius: number };

const pair = /\(\s*([^(),<>[\]{}]+),([^(),<>[\]{}]+)\)/g;

/** The shape of one of the built-in geometric types by its text; null when it cannot be drawn (`line`, NaN, infinity). */
export function readShape(type: string, text: string): Shape | null {
  const points = [...text.matchAll(pair)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
  if (points.length === 0 || points.some(({ x, y }) => !Number.isFinite(x) || !Number.isFinite(y))) return null;
  const [first, second] = points;
  switch (type) {
    case "point":
      return { kind: "points", points };
    case "lseg":
      return { kind: "path", points, isClosed: false };
    case "path":
      return { kind: "path", points, isClosed: text.startsWith("(") };
    case "polygon":
      return { kind: "path", points, isClosed: true };
    case "box":
      if (!first || !second) return null;
      return { kind: "path", points: corners(first, second), isClosed: true };
    case "circle": {
      const radius = Number(/,([^,]+)>$/.exec(text)?.[1]);
      return first && Number.isFinite(radius) ? { kind: "circle", center: first, radius } : null;
    }
    default:
      return null;
  }
}

function corners(a: Point, b: Point): readonly Point[] {
  return [a, { x: a.x, y: b.y }, b, { x: b.x, y: a.y }];
}

/** The box around shapes, with a margin; never without an extent. */
export function frameOf(shapes: readonly Shape[]) {
  const points = shapes.flatMap((shape) =>
    shape.kind === "circle"
      ? [-1, 1].map((side) => ({ x: shape.center.x + side * shape.radius, y: shape.center.y + side * shape.radius }))
      : shape.points,
  );
  const least = (of: (point: Point) => number) => points.reduce((low, point) => Math.min(low, of(point)), Infinity);
  const most = (of: (point: Point) => number) => points.reduce((high, point) => Math.max(high, of(point)), -Infinity);
  const [left, right, bottom, top] = [least(({ x }) => x), most(({ x }) => x), least(({ y }) => y), most(({ y }) => y)];
  const size = Math.max(right - left, top - bottom) || 1;
  const margin = size * (right === left && top === bottom ? 1 : 0.08); // a single point stands in the middle of a room
  return {
    left: left - margin,
    top: top + margin,
    width: right - left + 2 * margin,
    height: top - bottom + 2 * margin,
    size,
  };
}
