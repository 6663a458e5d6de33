import { z } from "zod";
import { ApiError } from "./api-error.ts";

/** One page of a list. `next` is absent at the end. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next?: string;
}

const placeSchema = z.strictObject({ sort: z.string(), value: z.string(), id: z.string() });

/** How a list is sorted: by a text that grows (an ISO time, a name), then by id, so that no two rows are equal. */
export interface Sorting<Row> {
  /** Names the order; a cursor of another order is refused. */
  readonly name: string;
  readonly isDescending: boolean;
  readonly valueOf: (row: Row) => string;
  readonly idOf: (row: Row) => string;
}

/** A page behind a cursor. Rows that come or go between two pages neither hide nor repeat the others (keyset). */
export function takePage<Row>(
  rows: readonly Row[],
  sorting: Sorting<Row>,
  cursor: string | null,
  limit: number,
): Page<Row> {
  const sign = sorting.isDescending ? -1 : 1;
  const placeOf = (row: Row) => ({ sort: sorting.name, value: sorting.valueOf(row), id: sorting.idOf(row) });
  const compare = (left: z.output<typeof placeSchema>, right: z.output<typeof placeSchema>) =>
    sign * (compareText(left.value, right.value) || compareText(left.id, right.id));
  const after = cursor === null || cursor === "" ? null : readCursor(cursor, sorting.name);
  const rest = rows
    .map((row) => ({ row, place: placeOf(row) }))
    .filter(({ place }) => after === null || compare(place, after) > 0)
    .sort((left, right) => compare(left.place, right.place));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ row }) => row),
    ...(rest.length > limit && last ? { next: Buffer.from(JSON.stringify(last.place)).toString("base64url") } : {}),
  };
}

/** The rows behind the one whose id is the cursor: Neon's older style, where the last page has a cursor too. */
export function takeCursorPage<Row>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
  cursor: string | null,
  limit: number,
): { readonly rows: readonly Row[]; readonly pagination?: { readonly cursor: string } } {
  const known = cursor === null || cursor === "" ? -1 : rows.findIndex((row) => idOf(row) === cursor);
  if (cursor && known < 0) throw new ApiError(400, 'parameter "cursor" in query has an error: it names nothing');
  const page = rows.slice(known + 1, known + 1 + limit);
  const last = page.at(-1);
  return { rows: page, ...(last === undefined ? {} : { pagination: { cursor: idOf(last) } }) };
}

function readCursor(cursor: string, sort: string): z.output<typeof placeSchema> {
  try {
    const place = placeSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    if (place.sort === sort) return place;
  } catch {
    // said below, as for a cursor of another order
  }
  throw new ApiError(400, 'parameter "cursor" in query has an error: it does not belong to this list and order');
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
