import type { Point, Shape } from "./shapes.ts";

/** A PostGIS geometry: as text, and what of it can be drawn. */
export interface Geometry {
  /** `SRID=4326;POINT Z (1 2 3)`. */
  readonly text: string;
  readonly shapes: readonly Shape[];
}

const names = [
  "",
  "POINT",
  "LINESTRING",
  "POLYGON",
  "MULTIPOINT",
  "MULTILINESTRING",
  "MULTIPOLYGON",
  "GEOMETRYCOLLECTION",
];
const maxShapes = 5_000;

/**
 * Reads the hex text of PostGIS' extended well-known binary: a byte for the byte order, the type with flags for Z, M and
 * SRID, then doubles. Null when it is none, or not whole, or of a curve type.
 */
export function readEwkb(hex: string): Geometry | null {
  if (hex.length < 18 || hex.length % 2 !== 0 || !/^[\da-f]+$/i.test(hex)) return null;
  const bytes = Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
  const reader = new EwkbReader(new DataView(bytes.buffer));
  try {
    return reader.readWhole();
  } catch (error) {
    if (error instanceof RangeError) return null; // the bytes end too early, or say what is not known
    throw error;
  }
}

class EwkbReader {
  private readonly view: DataView;
  private at = 0;
  private isLittle = true;
  private srid: number | null = null;
  private readonly shapes: Shape[] = [];

  constructor(view: DataView) {
    this.view = view;
  }

  readWhole(): Geometry {
    const text = this.readGeometry(0, true);
    if (this.at !== this.view.byteLength) throw new RangeError("There is more than a geometry.");
    return { text: this.srid === null ? text : `SRID=${this.srid};${text}`, shapes: this.shapes.slice(0, maxShapes) };
  }

  private readGeometry(depth: number, isNamed: boolean): string {
    if (depth > 32) throw new RangeError("Too deep.");
    this.isLittle = this.view.getUint8(this.at++) === 1;
    const flags = this.uint32();
    const type = flags & 0xff;
    const [hasZ, hasM] = [(flags & 0x80000000) !== 0, (flags & 0x40000000) !== 0];
    if ((flags & 0x20000000) !== 0) this.srid = this.uint32();
    const name = names[type];
    if (!name) throw new RangeError("A type that is not read.");
    const suffix = `${hasZ ? "Z" : ""}${hasM ? "M" : ""}`;
    const head = isNamed ? `${name}${suffix && ` ${suffix}`} ` : "";
    return `${head}${this.readBody(type, 2 + Number(hasZ) + Number(hasM), depth)}`;
  }

  private readBody(type: number, dimensions: number, depth: number): string {
    if (type === 1) return this.readPoint(dimensions);
    if (type === 2) return this.readLine(dimensions, false);
    if (type === 3) return this.list(() => this.readLine(dimensions, true));
    return this.list(() => this.readGeometry(depth + 1, type === 7));
  }

  /** An empty point is one of NaNs. */
  private readPoint(dimensions: number): string {
    const values = this.doubles(dimensions);
    if (values.every(Number.isNaN)) return "EMPTY";
    this.shapes.push({ kind: "points", points: [pointOf(values)] });
    return `(${values.join(" ")})`;
  }

  private readLine(dimensions: number, isClosed: boolean): string {
    const points: Point[] = [];
    const text = this.list(() => {
      const values = this.doubles(dimensions);
      points.push(pointOf(values));
      return values.join(" ");
    });
    if (points.length > 0) this.shapes.push({ kind: "path", points, isClosed });
    return text;
  }

  private list(read: () => string): string {
    const count = this.uint32();
    if (count > this.view.byteLength) throw new RangeError("More parts than bytes.");
    if (count === 0) return "EMPTY";
    const parts: string[] = [];
    for (let index = 0; index < count; index++) parts.push(read());
    return `(${parts.join(", ")})`;
  }

  private uint32(): number {
    const value = this.view.getUint32(this.at, this.isLittle);
    this.at += 4;
    return value;
  }

  private doubles(count: number): readonly number[] {
    return Array.from({ length: count }, () => {
      const value = this.view.getFloat64(this.at, this.isLittle);
      this.at += 8;
      return value;
    });
  }
}

function pointOf([x = 0, y = 0]: readonly number[]): Point {
  return { x, y };
}
