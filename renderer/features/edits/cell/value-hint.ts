import type { EditableColumn } from "../../../../shared/edits/model.ts";

const byType: Readonly<Record<string, string>> = {
  date: "2026-12-31, today, infinity",
  timestamp: "2026-12-31 13:05:00, now, infinity",
  timestamptz: "2026-12-31 13:05:00+01, now, infinity",
  time: "13:05:00",
  timetz: "13:05:00+01",
  interval: "1 day 02:30:00, P1DT2H",
  json: "text in double quotes, kept as it is typed",
  jsonb: "text in double quotes, stored in its own order",
  uuid: "32 hexadecimal digits",
  bytea: "\\x and two hexadecimal digits for each byte",
  inet: "192.0.2.1, 192.0.2.0/24, ::1",
  cidr: "192.0.2.0/24",
  macaddr: "08:00:2b:01:02:03",
  bit: "10110",
  varbit: "10110",
  point: "(x,y)",
  line: "{a,b,c} of ax + by + c = 0",
  lseg: "[(x1,y1),(x2,y2)]",
  box: "(x1,y1),(x2,y2)",
  path: "[(x1,y1),…] open, ((x1,y1),…) closed",
  polygon: "((x1,y1),…)",
  circle: "<(x,y),r>",
  tsvector: "'word':1 'other':2",
  tsquery: "'one' & !'other'",
  numrange: "[from,to), empty",
  int4range: "[from,to), empty",
  int8range: "[from,to), empty",
  daterange: "[2026-01-01,2027-01-01), empty",
  tsrange: "[2026-01-01 00:00,2027-01-01 00:00), empty",
  tstzrange: "[2026-01-01 00:00+01,2027-01-01 00:00+01), empty",
  vector: "[1,2.5,3]",
  halfvec: "[1,2.5,3]",
  sparsevec: "{place:value,…}/dimensions",
  hstore: '"key"=>"value"',
};

/** How a value of this type is written, by an example or two; null where any text will do. */
export function valueHint({ baseType, type }: EditableColumn): string | null {
  const known = Object.hasOwn(byType, baseType) ? byType[baseType] : undefined;
  if (known !== undefined) return known;
  if (baseType.startsWith("_") || type.endsWith("[]")) return '{a,"b, c",NULL}, {} is without elements';
  if (baseType.endsWith("multirange")) return "{[1,3),[5,7)}, {} is empty";
  return null;
}
