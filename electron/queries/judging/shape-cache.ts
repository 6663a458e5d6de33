import type { QueryShape } from "../../../shared/queries/text/query-shape.ts";
import { readTraits } from "../../../shared/queries/text/read-traits.ts";
import type { SqlParser } from "../../sql/parser/sql-parser.ts";
import { readShape } from "./read-shape.ts";

/** A statement that may be looked into. */
export interface Candidate {
  readonly sql: string | null;
  readonly database: string;
  readonly execMs: number;
  readonly calls: number;
}

const byTime = 200;
const byCalls = 100;
const maxShapes = 5_000;

/** Shapes of statements, each text parsed once: only of those that take most time or are called most. */
export class ShapeCache {
  private readonly known = new Map<string, QueryShape | null>();
  private readonly parser: SqlParser;

  constructor(parser: SqlParser) {
    this.parser = parser;
  }

  /** Shapes by text, of reads and writes of a database that are no tool's. */
  async readAll(candidates: readonly Candidate[], database: string): Promise<ReadonlyMap<string, QueryShape>> {
    const own = candidates.filter((one) => one.database === database && one.sql !== null);
    const chosen = [
      ...own.toSorted((a, b) => b.execMs - a.execMs).slice(0, byTime),
      ...own.toSorted((a, b) => b.calls - a.calls).slice(0, byCalls),
    ];
    const found = new Map<string, QueryShape>();
    for (const sql of new Set(chosen.flatMap(({ sql: text }) => text ?? []))) {
      const shape = await this.read(sql);
      if (shape) found.set(sql, shape);
    }
    return found;
  }

  private async read(sql: string): Promise<QueryShape | null> {
    const before = this.known.get(sql);
    if (before !== undefined) return before;
    const { kind, isOfCatalog } = readTraits(sql);
    const shape = kind === "other" || isOfCatalog ? null : await readShape(sql, this.parser);
    if (this.known.size >= maxShapes) this.known.clear();
    this.known.set(sql, shape);
    return shape;
  }
}
