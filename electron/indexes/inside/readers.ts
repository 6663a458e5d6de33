import type { IndexInside } from "../../../shared/indexes/inside/model.ts";
import { toNumber } from "../../catalog/catalog-text.ts";

type Row = readonly (string | null)[];

/**
 * One way to look inside an index of a method. `sql` takes the index's oid, and the functions' schema, quoted; a
 * function is there by its signature, whatever the server's version.
 */
export interface InsideReader {
  readonly method: string;
  readonly extension: "pgstattuple" | "pageinspect";
  readonly functions: readonly string[];
  /** pageinspect's own code asks for a superuser, whatever is granted. */
  readonly needsSuperuser: boolean;
  readonly readsAll: boolean;
  readonly sql: (schema: string) => string;
  readonly toInside: (row: Row) => IndexInside;
}

const name = "$1::pg_catalog.oid::pg_catalog.regclass";

const btree: InsideReader = {
  method: "btree",
  extension: "pgstattuple",
  functions: ["pgstatindex(pg_catalog.regclass)"],
  needsSuperuser: false,
  readsAll: true,
  sql: (schema) => `
    SELECT s.tree_level, s.leaf_pages, s.empty_pages, s.deleted_pages,
           NULLIF(s.avg_leaf_density, 'NaN'), NULLIF(s.leaf_fragmentation, 'NaN')
      FROM ${schema}.pgstatindex(${name}) s`,
  toInside: ([levels, leafPages, emptyPages, deletedPages, density, fragmentation]) => ({
    kind: "btree",
    levels: Number(levels),
    leafPages: Number(leafPages),
    emptyPages: Number(emptyPages),
    deletedPages: Number(deletedPages),
    leafDensityPercent: toNumber(density),
    leafFragmentationPercent: toNumber(fragmentation),
  }),
};

const btreeDepth: InsideReader = {
  method: "btree",
  extension: "pageinspect",
  functions: ["bt_metap(pg_catalog.text)"],
  needsSuperuser: true,
  readsAll: false,
  sql: (schema) => `SELECT m.level FROM ${schema}.bt_metap((${name})::pg_catalog.text) m`,
  toInside: ([levels]) => ({ kind: "btreeDepth", levels: Number(levels) }),
};

const gin: InsideReader = {
  method: "gin",
  extension: "pgstattuple",
  functions: ["pgstatginindex(pg_catalog.regclass)"],
  needsSuperuser: false,
  readsAll: false,
  sql: (schema) => `SELECT s.pending_pages, s.pending_tuples FROM ${schema}.pgstatginindex(${name}) s`,
  toInside: ([pendingPages, pendingRows]) => ({
    kind: "gin",
    pendingPages: Number(pendingPages),
    pendingRows: Number(pendingRows),
  }),
};

const hash: InsideReader = {
  method: "hash",
  extension: "pgstattuple",
  functions: ["pgstathashindex(pg_catalog.regclass)"],
  needsSuperuser: false,
  readsAll: true,
  sql: (schema) => `
    SELECT s.bucket_pages, s.overflow_pages, s.live_items, s.dead_items, NULLIF(s.free_percent, 'NaN')
      FROM ${schema}.pgstathashindex(${name}) s`,
  toInside: ([bucketPages, overflowPages, liveEntries, deadEntries, freePercent]) => ({
    kind: "hash",
    bucketPages: Number(bucketPages),
    overflowPages: Number(overflowPages),
    liveEntries: Number(liveEntries),
    deadEntries: Number(deadEntries),
    freePercent: Number(freePercent ?? 0),
  }),
};

// The map of ranges has a place for each range that fits its pages; those past the table's end, and those that are not
// summarised, point nowhere.
const brin: InsideReader = {
  method: "brin",
  extension: "pageinspect",
  functions: [
    "brin_metapage_info(pg_catalog.bytea)",
    "brin_revmap_data(pg_catalog.bytea)",
    "get_raw_page(pg_catalog.text,pg_catalog.int8)",
  ],
  needsSuperuser: true,
  readsAll: false,
  sql: (schema) => {
    const page = (block: string) => `${schema}.get_raw_page((${name})::pg_catalog.text, ${block})`;
    return `
    WITH meta AS (SELECT m.pagesperrange, m.lastrevmappage FROM ${schema}.brin_metapage_info(${page("0")}) m)
    SELECT meta.pagesperrange,
           (SELECT pg_catalog.pg_relation_size(i.indrelid) FROM pg_catalog.pg_index i WHERE i.indexrelid = $1::pg_catalog.oid)
             / pg_catalog.current_setting('block_size')::pg_catalog.int8 / meta.pagesperrange,
           (SELECT pg_catalog.count(*) FROM pg_catalog.generate_series(1, meta.lastrevmappage) AS b (block),
                   ${schema}.brin_revmap_data(${page("b.block")}) AS r (pages)
             WHERE r.pages <> '(0,0)'::pg_catalog.tid)
      FROM meta`;
  },
  toInside: ([pagesPerRange, ranges, summarised]) => ({
    kind: "brin",
    pagesPerRange: Number(pagesPerRange),
    ranges: Number(ranges),
    unsummarisedRanges: Math.max(0, Number(ranges) - Number(summarised)),
  }),
};

/** Every way to look inside, the one that tells most first. */
export const insideReaders: readonly InsideReader[] = [btree, btreeDepth, gin, hash, brin];
