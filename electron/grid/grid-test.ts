// What the grid's database tests share: a grid whose pages arrive as rows.
import type { gridContract } from "../../shared/grid/contract.ts";
import type { GridPage, PageStart } from "../../shared/grid/model.ts";
import type { InputOf } from "../../shared/ipc/declare.ts";
import type { ConnectParameters } from "../postgres/session.ts";
import { createRowReader } from "../testing/row-reader.ts";
import { createGridHandlers } from "./handlers.ts";

type RowsInput = InputOf<(typeof gridContract)["grid.rows"]>;
type CountInput = InputOf<(typeof gridContract)["grid.count"]>;

/** What a test says of a page; the rest has a default. */
export type AskedPage = Pick<RowsInput, "name"> & Partial<Omit<RowsInput, "start">> & { readonly start?: PageStart };

/** A page with the rows as they were streamed. */
export interface TakenPage {
  readonly page: GridPage;
  readonly rows: (string | null)[][];
}

/** A grid over one database. */
export function createTestGrid(parameters: ConnectParameters) {
  const reader = createRowReader(() => parameters);
  const handlers = createGridHandlers({ databases: reader.databases });
  const ref = { connectionId: "grid" };
  const take = async (asked: AskedPage): Promise<TakenPage> => {
    const stream = reader.openStream();
    const { start = { kind: "first" } } = asked;
    const input = {
      ref,
      schema: "public",
      sort: [],
      filters: [],
      pageRows: 100,
      target: { stream, part: 0 },
      ...asked,
      start: "key" in start ? { ...start, key: [...start.key] } : start,
    };
    const page = await handlers["grid.rows"](input, reader.context());
    reader.closeStream(stream);
    return { page, rows: reader.part(stream, 0).rows };
  };
  /** Values of the grid's columns only, without lengths and keys. */
  const values = ({ page, rows }: TakenPage) =>
    rows.map((row) => page.columns.map(({ valueIndex }) => row[valueIndex]));
  /** Every page from one end to the other, in the order in which they were read. */
  const walk = async (asked: AskedPage, direction: "forward" | "backward", maxPages = 2_000): Promise<TakenPage[]> => {
    const pages: TakenPage[] = [];
    let start: PageStart = asked.start ?? { kind: direction === "forward" ? "first" : "last" };
    while (pages.length < maxPages) {
      const taken = await take({ ...asked, start });
      pages.push(taken);
      const { next, keyIndexes } = taken.page;
      if (next.kind === "end") return pages;
      const row = taken.rows.at(direction === "forward" ? -1 : 0) ?? [];
      const key = next.kind === "key" ? [...next.key] : keyIndexes.map((index) => row[index] ?? null);
      start = { kind: direction === "forward" ? "after" : "before", key };
    }
    throw new Error("The pages have no end.");
  };
  const cell = (name: string, column: string, identity: readonly { column: string; value: string | null }[]) =>
    handlers["grid.cell"]({ ref, schema: "public", name, column, identity: [...identity] }, reader.context());
  const place = (name: string, sort: RowsInput["sort"], fraction: number) =>
    handlers["grid.place"]({ ref, schema: "public", name, sort, fraction }, reader.context());
  /** `cancelAfterMs`: gives up after that time. */
  const count = (name: string, asked: Partial<Pick<CountInput, "filters" | "where">>, cancelAfterMs?: number) =>
    handlers["grid.count"](
      { ref, schema: "public", name, filters: [], ...asked },
      reader.context(cancelAfterMs === undefined ? undefined : AbortSignal.timeout(cancelAfterMs)),
    );
  const estimate = (name: string, asked: Partial<Pick<CountInput, "filters" | "where">>) =>
    handlers["grid.estimate"]({ ref, schema: "public", name, filters: [], ...asked }, reader.context());
  const nearest = (name: string, column: string, identity: { column: string; value: string | null }[], rows: number) =>
    handlers["grid.nearest"]({ ref, schema: "public", name, column, identity, rows }, reader.context());
  return {
    take,
    values,
    walk,
    cell,
    place,
    count,
    estimate,
    nearest,
    reader,
    ref,
    close: () => reader.databases.close(),
  };
}
