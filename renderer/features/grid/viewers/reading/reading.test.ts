import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readArrayText } from "./array-text.ts";
import { asUtf8, dataUrl, hexLines, imageType, readBytes } from "./bytes.ts";
import { readEwkb } from "./ewkb.ts";
import { intervalWords } from "./interval-text.ts";
import { rangeWords, readMultirangeText, readRangeText } from "./range-text.ts";
import { frameOf, readShape } from "./shapes.ts";
import { normOf, readVectorText, sparkline } from "./vector-text.ts";

describe("arrays", () => {
  it("keep NULL, the text NULL, quotes, bounds and dimensions apart", () => {
    expect(readArrayText('{1,NULL,"NULL","","a\\"b\\\\",{x}')).toBeNull();
    expect(readArrayText('{1,NULL,"NULL","","a\\"b\\\\"}')?.items).toEqual(["1", null, "NULL", "", 'a"b\\']);
    expect(readArrayText("[0:1][-1:0]={{1,2},{3,NULL}}")).toEqual({
      bounds: "[0:1][-1:0]",
      items: [
        ["1", "2"],
        ["3", null],
      ],
    });
    expect(readArrayText("{(1,1),(0,0);(2,2),(1,1)}", ";")?.items).toEqual(["(1,1),(0,0)", "(2,2),(1,1)"]);
    expect(readArrayText("{}")?.items).toEqual([]);
  });

  it("come back whatever their elements are", () => {
    const written = (item: string | null) =>
      item === null ? "NULL" : `"${item.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
    fc.assert(
      fc.property(fc.array(fc.option(fc.string({ unit: "binary" }), { nil: null })), (items) => {
        expect(readArrayText(`{${items.map(written).join(",")}}`)?.items).toEqual(items);
      }),
    );
  });

  it.each(["", "{", "{1", "{1,}", "{,}", "{1}x", '{"a}', "1,2"])("are not %j", (text) => {
    expect(readArrayText(text)).toBeNull();
  });
});

describe("ranges", () => {
  it.each([
    ["[1,5)", "from 1 to 5 (excluded)"],
    ["(,5]", "to 5"],
    ["(,)", "without bounds"],
    ["empty", "holds nothing"],
    ['["2024-01-01 00:00:00+00",infinity)', "from 2024-01-01 00:00:00+00 to infinity (excluded)"],
    ['("a""b,",c]', 'from a"b, (excluded) to c'],
  ])("%s: %s", (text, words) => {
    const range = readRangeText(text);
    expect(range && rangeWords(range)).toBe(words);
  });

  it.each([
    ["{}", []],
    ["{[1,3),[5,7)}", ["from 1 to 3 (excluded)", "from 5 to 7 (excluded)"]],
    [
      '{["2024-01-01 00:00:00+00","2024-01-02 00:00:00+00"),[infinity,)}',
      ["from 2024-01-01 00:00:00+00 to 2024-01-02 00:00:00+00 (excluded)", "from infinity"],
    ],
    ["{[1,3),}", undefined],
    ["{1,2}", undefined],
    ["[1,3)", undefined],
  ])("%s as a multirange is %j", (text, words) => {
    expect(readMultirangeText(text)?.map(rangeWords)).toEqual(words);
  });

  it("are nothing else", () => {
    expect(["", "[1,2", "1,2", "{[1,2)}"].map(readRangeText)).toEqual([null, null, null, null]);
  });
});

describe("intervals", () => {
  it.each([
    ["1 mon -1 days", "1 month, −1 day"],
    ["1 year 2 mons 3 days 04:05:06.7", "1 year, 2 months, 3 days, 4 hours, 5 minutes, 6.7 seconds"],
    ["-00:00:01", "−1 second"],
    ["1 mon -00:30:00", "1 month, −30 minutes"],
    ["178000000 years", "178000000 years"],
    ["00:00:00", null],
    ["P1Y2M", null],
    ["infinity", null],
    ["@ 1 day", null],
  ])("%s", (text, words) => {
    expect(intervalWords(text)).toBe(words);
  });
});

describe("vectors", () => {
  it("have dimensions and a length", () => {
    const dense = readVectorText("[3,-4]");
    const thin = readVectorText("{1:3,9:4}/10");
    expect([dense && [dense.dimensions, normOf(dense)], thin && [thin.dimensions, normOf(thin), thin.places]]).toEqual([
      [2, 5],
      [10, 5, [0, 8]],
    ]);
    expect(["[1,]", "[1", "{1}/", "[a]", "[]"].map(readVectorText)).toEqual([null, null, null, null, null]);
  });

  it("are drawn inside their box, with a bounded number of points", () => {
    const path = sparkline(
      Array.from({ length: 16_000 }, (_, index) => Math.sin(index)),
      200,
      40,
    );
    const points = path
      .slice(1)
      .split("L")
      .map((point) => point.split(",").map(Number));
    expect(points.length).toBeLessThanOrEqual(401);
    expect(points.every(([x = -1, y = -1]) => x >= 0 && x <= 200 && y >= 0 && y <= 40)).toBe(true);
  });
});

describe("bytes", () => {
  it("are read from both formats", () => {
    expect([...(readBytes("\\x00ff41") ?? [])]).toEqual([0, 255, 65]);
    expect([...(readBytes("a\\\\b\\000\\377") ?? [])]).toEqual([97, 92, 98, 0, 255]);
    expect(["\\x0", "\\xzz", "ä", "\\9"].map(readBytes)).toEqual([null, null, null, null]);
  });

  it("are shown in lines, as text only when they are text", () => {
    expect(hexLines(Uint8Array.of(0x41, 0x00, 0xff), 10)).toEqual([`00000000  41 00 ff${" ".repeat(39)}  A··`]);
    expect([asUtf8(Uint8Array.of(0xc3, 0xa4)), asUtf8(Uint8Array.of(0xff))]).toEqual(["ä", null]);
  });

  it("are an image only by their beginning", () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
    const svg = new TextEncoder().encode("<svg onload=alert(1)>");
    expect([imageType(png), imageType(svg), dataUrl(Uint8Array.of(1, 2), "image/png")]).toEqual([
      "image/png",
      null,
      "data:image/png;base64,AQI=",
    ]);
  });
});

describe("shapes", () => {
  it("are read from the server's text", () => {
    expect(readShape("point", "(1,2.5)")).toEqual({ kind: "points", points: [{ x: 1, y: 2.5 }] });
    expect(readShape("circle", "<(1,2),3>")).toEqual({ kind: "circle", center: { x: 1, y: 2 }, radius: 3 });
    expect(readShape("path", "[(0,0),(1,1)]")).toMatchObject({ isClosed: false });
    expect(readShape("path", "((0,0),(1,1))")).toMatchObject({ isClosed: true });
    expect(readShape("box", "(2,2),(0,0)")).toMatchObject({ points: [{}, { x: 2, y: 0 }, {}, { x: 0, y: 2 }] });
    expect([readShape("point", "(NaN,1)"), readShape("line", "{1,2,3}"), readShape("text", "(1,2)")]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("have a frame with an extent, also around a single point", () => {
    const { width, height } = frameOf([{ kind: "points", points: [{ x: 5, y: 5 }] }]);
    expect([width > 0, height > 0]).toEqual([true, true]);
  });
});

describe("PostGIS geometries", () => {
  it.each([
    ["0101000000000000000000F03F0000000000000040", "POINT (1 2)"],
    ["0101000020E6100000000000000000F03F0000000000000040", "SRID=4326;POINT (1 2)"],
    ["01010000A0E6100000000000000000F03F00000000000000400000000000000840", "SRID=4326;POINT Z (1 2 3)"],
    ["00000000013FF00000000000004000000000000000", "POINT (1 2)"],
    ["0102000000020000000000000000000000000000000000000000000000000008400000000000001040", "LINESTRING (0 0, 3 4)"],
    ["010300000000000000", "POLYGON EMPTY"],
    ["0101000000000000000000F87F000000000000F87F", "POINT EMPTY"],
    ["0107000000010000000101000000000000000000F03F0000000000000040", "GEOMETRYCOLLECTION (POINT (1 2))"],
    ["0104000000010000000101000000000000000000F03F0000000000000040", "MULTIPOINT ((1 2))"],
  ])("%s", (hex, text) => {
    expect(readEwkb(hex)?.text).toBe(text);
  });

  it("are nothing when the bytes are cut or lie", () => {
    const cut = "0101000000000000000000F03F00000000000000";
    const lying = "0102000000FFFFFFFF00000000000000000000000000000000";
    expect([readEwkb(cut), readEwkb(lying), readEwkb("zz"), readEwkb("")]).toEqual([null, null, null, null]);
  });
});
