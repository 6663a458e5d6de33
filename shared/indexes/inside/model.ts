/** What stands in the pages of a b-tree index. */
export interface BtreeInside {
  readonly kind: "btree";
  /** Levels above the leaves: a lookup reads one page of each, and a leaf. */
  readonly levels: number;
  readonly leafPages: number;
  readonly emptyPages: number;
  readonly deletedPages: number;
  /** How full leaf pages are, 0 to 100; null when there is none. */
  readonly leafDensityPercent: number | null;
  /** Leaf pages whose next one lies before them on disk, 0 to 100; null when there is none. */
  readonly leafFragmentationPercent: number | null;
}

/** The depth of a b-tree, where only its first page may be read. */
export interface BtreeDepth {
  readonly kind: "btreeDepth";
  readonly levels: number;
}

/** The list of new entries of a GIN index, which every search reads to its end. */
export interface GinInside {
  readonly kind: "gin";
  readonly pendingPages: number;
  readonly pendingRows: number;
}

/** What stands in the pages of a hash index. */
export interface HashInside {
  readonly kind: "hash";
  readonly bucketPages: number;
  readonly overflowPages: number;
  readonly liveEntries: number;
  readonly deadEntries: number;
  readonly freePercent: number;
}

/** Which ranges of the table a BRIN index knows. */
export interface BrinInside {
  readonly kind: "brin";
  readonly pagesPerRange: number;
  /** Ranges that are full; the last one is summarised when it is. */
  readonly ranges: number;
  readonly unsummarisedRanges: number;
}

/** What looking inside an index found, by its method. */
export type IndexInside = BtreeInside | BtreeDepth | GinInside | HashInside | BrinInside;

/** How an index can be looked into on this server by this role. */
export interface InsideWay {
  readonly method: string;
  /** False where a few pages tell it. */
  readonly readsAll: boolean;
}

/** The extensions that look inside. */
export type InsideExtension = "pgstattuple" | "pageinspect";

/** Which methods can be looked into, and what an extension would add. */
export interface InsideWays {
  readonly ways: readonly InsideWay[];
  readonly installed: readonly InsideExtension[];
  /** Extensions that this server has, this database lacks, and this role may create. */
  readonly installable: readonly InsideExtension[];
}
