import { shortType } from "../../catalog/short-type.ts";
import type { Diagram, DiagramColumn, DiagramRelation } from "../../erd/model.ts";
import { relationPath } from "../../erd/relation-path.ts";
import { toHtml } from "../../findings/to-html.ts";
import { boxWidth, headHeight, layOutTables, lineHeight, type PlacedBox } from "./erd-layout.ts";
import { anchorOf } from "./safe-text.ts";

/** Letters of the type are in the line's mono face, 6.1 px each; names 6.6 px. */
const lineLetters = 34;
const headLetters = 32;

const style = `
.erd{font:12px/1 ui-sans-serif,system-ui,sans-serif;--line:#8a8f98;--box:#fff;--head:#eef0f4;--edge:#d4d8de;--text:#1b1f24;--soft:#5c6470;--key:#4f46c8}
@media (prefers-color-scheme:dark){.erd{--line:#7d8592;--box:#1c1f24;--head:#262a31;--edge:#3a404a;--text:#e6e8eb;--soft:#a2aab5;--key:#a5a0ff}}
.erd rect{fill:var(--box);stroke:var(--edge)}.erd .head{fill:var(--head)}.erd text{fill:var(--text)}.erd .name{font-weight:600}
.erd .type{fill:var(--soft);font-family:ui-monospace,monospace;font-size:10.5px}.erd .key{fill:var(--key);font-weight:600}
.erd .relation{fill:none;stroke:var(--line);stroke-width:1.3}.erd marker path,.erd marker circle{fill:none;stroke:var(--line);stroke-width:1.3}.erd marker circle{fill:var(--box)}`;

const markers = `<defs>
<marker id="erd-many" viewBox="0 0 12 12" refX="0" refY="6" markerWidth="12" markerHeight="12" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L11 6L0 12"/></marker>
<marker id="erd-one" viewBox="0 0 12 12" refX="0" refY="6" markerWidth="12" markerHeight="12" markerUnits="userSpaceOnUse" orient="auto"><path d="M6 0V12"/></marker>
<marker id="erd-must" viewBox="0 0 12 12" refX="12" refY="6" markerWidth="12" markerHeight="12" markerUnits="userSpaceOnUse" orient="auto"><path d="M6 0V12"/></marker>
<marker id="erd-may" viewBox="0 0 12 12" refX="12" refY="6" markerWidth="12" markerHeight="12" markerUnits="userSpaceOnUse" orient="auto"><circle cx="6" cy="6" r="4"/></marker>
</defs>`;

/**
 * The diagram as an SVG of its own: every line from the referring columns (a fork for many, a bar for one) to the
 * referenced table (a bar, or a circle where it may be missing). With `isLinked` tables lead to their anchors.
 */
export function drawErd(diagram: Diagram, options: { readonly isLinked: boolean }): string {
  const { boxes, width, height } = layOutTables(diagram);
  const placed = new Map(boxes.map((box) => [box.table.oid, box]));
  const lines = diagram.relations
    .toSorted((a, b) => compareText(sortKey(a, placed), sortKey(b, placed)))
    .flatMap((relation) => drawRelation(relation, placed));
  const label = `${boxes.length} tables and ${lines.length} foreign keys`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="erd" role="${options.isLinked ? "group" : "img"}" aria-label="${label}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<style>${style}</style>`,
    markers,
    ...lines,
    ...boxes.map((box) => drawTable(box, options.isLinked)),
    "</svg>",
  ].join("\n");
}

function sortKey(relation: DiagramRelation, placed: ReadonlyMap<number, PlacedBox>): string {
  const table = placed.get(relation.fromOid)?.table;
  return `${table?.schema}\0${table?.name}\0${relation.name}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function drawRelation(relation: DiagramRelation, placed: ReadonlyMap<number, PlacedBox>): readonly string[] {
  const from = placed.get(relation.fromOid);
  const to = placed.get(relation.toOid);
  if (!from || !to) return [];
  const path = relationPath(
    { table: from, offset: offsetOf(from, relation.fromColumns[0]) },
    { table: to, offset: offsetOf(to, relation.toColumns[0]) },
  );
  const title = `${from.table.name} (${relation.fromColumns.join(", ")}) refers to ${to.table.name} (${relation.toColumns.join(", ")})`;
  const start = relation.isOneToOne ? "one" : "many";
  const end = relation.isOptional ? "may" : "must";
  return [
    `<path class="relation" d="${path}" marker-start="url(#erd-${start})" marker-end="url(#erd-${end})"><title>${toHtml(title)}</title></path>`,
  ];
}

function offsetOf({ table }: PlacedBox, column: string | undefined): number {
  const at = table.columns.findIndex(({ name }) => name === column);
  return at < 0 ? headHeight / 2 : headHeight + at * lineHeight + lineHeight / 2;
}

function drawTable({ table, x, y, width, height }: PlacedBox, isLinked: boolean): string {
  const name = table.isOutside ? `${table.schema}.${table.name}` : table.name;
  const drawn = [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="5"/>`,
    `<rect class="head" x="${x}" y="${y}" width="${width}" height="${headHeight}" rx="5"/>`,
    `<text class="name" x="${x + 10}" y="${y + 18}">${toHtml(cut(name, headLetters))}<title>${toHtml(`${table.schema}.${table.name}`)}</title></text>`,
    ...table.columns.map((column, at) => drawColumn(column, x, y + headHeight + at * lineHeight + 14)),
  ].join("");
  return isLinked && !table.isOutside
    ? `<a href="#${anchorOf(table.schema, table.name)}">${drawn}</a>`
    : `<g>${drawn}</g>`;
}

/** Key columns are marked by word and colour: PK, FK. */
function drawColumn(column: DiagramColumn, x: number, y: number): string {
  const key = column.isInPrimaryKey ? "PK" : column.isForeignKey ? "FK" : "";
  const type = cut(shortType(column.type), 18);
  const name = cut(column.name, lineLetters - type.length - 3);
  return [
    key === "" ? "" : `<text class="key" x="${x + 10}" y="${y}" font-size="9">${key}</text>`,
    `<text x="${x + 30}" y="${y}">${toHtml(name)}${column.isNotNull ? "" : "?"}</text>`,
    `<text class="type" x="${x + boxWidth - 10}" y="${y}" text-anchor="end">${toHtml(type)}</text>`,
  ].join("");
}

function cut(text: string, letters: number): string {
  const all = [...text];
  return all.length <= letters ? text : `${all.slice(0, letters - 1).join("")}…`;
}
