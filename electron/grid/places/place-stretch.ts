import type { PageStart } from "../../../shared/grid/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { RowPlace } from "../relation/relation.ts";

/**
 * The blocks that one page of a table without any unique order reads. `from` and `to` are tids that hold no row
 * themselves, or are the key; null is open. `next` is the key to go on from when the stretch held fewer rows than a page.
 */
export interface PlaceStretch {
  readonly tableOid: number;
  readonly from: { readonly tid: string; readonly isInclusive: boolean } | null;
  readonly to: string | null;
  readonly next: { readonly tableOid: number; readonly tid: string } | null;
}

/** How large a stretch may be: bounded, so that a page of a bloated table, or with a rare filter, costs no whole scan. */
export interface StretchNeeds {
  readonly pageRows: number;
  readonly estimatedRows: number | null;
  readonly hasFilters: boolean;
}

const maxBlocks = 16_384;
const filteredBlocks = 4_096;
const guessedRowsPerBlock = 20;
const startOfTable = "(0,0)";
const endOfTable = "(4294967295,65535)";

/** The stretch for a page; null when no table is left in that direction. Throws `invalidInput` for a key that is none. */
export function chooseStretch(
  places: readonly RowPlace[],
  start: PageStart,
  hasTableInKey: boolean,
  needs: StretchNeeds,
): PlaceStretch | null {
  const blocks = stretchBlocks(places, needs);
  return start.kind === "first" || start.kind === "after" || start.kind === "from"
    ? stretchForward(places, start, hasTableInKey, blocks)
    : stretchBackward(places, start, hasTableInKey, blocks);
}

function stretchForward(
  places: readonly RowPlace[],
  start: PageStart,
  hasTableInKey: boolean,
  blocks: number,
): PlaceStretch | null {
  const key = "key" in start ? readKey(start.key, hasTableInKey) : null;
  const isInclusive = start.kind === "from";
  const at = places.findIndex(({ oid }) => key === null || key.tableOid === null || oid >= key.tableOid);
  const place = places[at];
  if (!place) return null;
  const isInside = key !== null && (key.tableOid === null || key.tableOid === place.oid);
  const tid = isInside ? key.tid : startOfTable;
  const endBlock = blockOf(tid) + blocks;
  const following = places[at + 1];
  if (endBlock < place.blocks) {
    const to = `(${endBlock},0)`;
    return { tableOid: place.oid, from: { tid, isInclusive }, to, next: { tableOid: place.oid, tid: to } };
  }
  const next = following ? { tableOid: following.oid, tid: startOfTable } : null;
  return { tableOid: place.oid, from: { tid, isInclusive }, to: null, next };
}

function stretchBackward(
  places: readonly RowPlace[],
  start: PageStart,
  hasTableInKey: boolean,
  blocks: number,
): PlaceStretch | null {
  const key = "key" in start ? readKey(start.key, hasTableInKey) : null;
  const at = places.findLastIndex(({ oid }) => key === null || key.tableOid === null || oid <= key.tableOid);
  const place = places[at];
  if (!place) return null;
  const isInside = key !== null && (key.tableOid === null || key.tableOid === place.oid);
  const end = isInside && key.tid !== endOfTable ? key.tid : null;
  const to = end !== null && start.kind === "until" ? tidAfter(end) : end;
  const startBlock = (to === null ? place.blocks : Math.min(blockOf(to), place.blocks)) - blocks;
  const preceding = places[at - 1];
  if (startBlock > 0) {
    const tid = `(${startBlock},0)`;
    return { tableOid: place.oid, from: { tid, isInclusive: true }, to, next: { tableOid: place.oid, tid } };
  }
  return { tableOid: place.oid, from: null, to, next: preceding ? { tableOid: preceding.oid, tid: endOfTable } : null };
}

/** With many partitions every one of them is asked for the same blocks, so the stretch gets shorter. */
function stretchBlocks(places: readonly RowPlace[], { pageRows, estimatedRows, hasFilters }: StretchNeeds): number {
  const blocks = places.reduce((sum, place) => sum + place.blocks, 0);
  const known =
    estimatedRows !== null && estimatedRows > 0 && blocks > 0 ? estimatedRows / blocks : guessedRowsPerBlock;
  const needed = Math.ceil((pageRows / known) * 1.5) + 8;
  const wanted = Math.min(maxBlocks, hasFilters ? Math.max(needed, filteredBlocks) : needed);
  return Math.max(8, Math.ceil(wanted / Math.max(1, places.length / 16)));
}

function readKey(key: readonly (string | null)[], hasTableInKey: boolean): { tableOid: number | null; tid: string } {
  const tid = key.at(-1) ?? "";
  const tableOid = hasTableInKey ? Number(key[0] ?? Number.NaN) : null;
  if (key.length !== (hasTableInKey ? 2 : 1) || Number.isNaN(tableOid) || !/^\(\d{1,10},\d{1,5}\)$/.test(tid))
    throw new AppError("invalidInput", "This is no place of a row.", { hint: "Read the table again from its start." });
  return { tableOid, tid };
}

function blockOf(tid: string): number {
  return Number(tid.slice(1, tid.indexOf(",")));
}

/** The end of a stretch is not in it; the next place behind a row is. */
function tidAfter(tid: string): string {
  const offset = Number(tid.slice(tid.indexOf(",") + 1, -1));
  return `(${blockOf(tid)},${Math.min(65_535, offset + 1)})`;
}
