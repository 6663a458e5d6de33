import { formatAmount } from "../../../../ui/display/format.ts";
import { cellText } from "../../../../ui/grid/cells/cell-text.ts";
import { type ArrayItem, readArrayText } from "../reading/array-text.ts";
import type { Viewer, ViewerProps } from "../viewer.ts";
import { visibleLines } from "../visible-lines.ts";

const longFrom = 40;
const maxItems = 500;
const list = { value: "list", label: "List" };
const plain = { value: "text", label: "Text" };

function delimiterOf(baseType: string): "," | ";" {
  return baseType === "_box" ? ";" : ",";
}

/** An array with a line for each element; a short one says all by its text. */
export const arrayViewer: Viewer = {
  id: "array",
  form: "panel",
  fits: ({ baseType }, text) => baseType.startsWith("_") && text.length > longFrom,
  views: (text, { baseType }) => (readArrayText(text, delimiterOf(baseType)) ? [list, plain] : [plain]),
  View: ArrayView,
};

function ArrayView({ text, view, column }: ViewerProps) {
  const array = view === "list" ? readArrayText(text, delimiterOf(column.baseType)) : null;
  if (!array) return <pre className="viewer-text">{visibleLines(text)}</pre>;
  const first = Number(/^\[([+-]?\d+):/.exec(array.bounds ?? "")?.[1] ?? 1);
  return (
    <>
      <ol className="viewer-list">
        {array.items.slice(0, maxItems).map((item, index) => (
          <li key={index}>
            <span className="viewer-place">{first + index}</span>
            <Item item={item} />
          </li>
        ))}
      </ol>
      <p className="row-value-note">
        {formatAmount(array.items.length, "element")}
        {array.bounds && `, bounds ${array.bounds}`}
        {array.items.length > maxItems && `; the first ${maxItems} are shown`}
      </p>
    </>
  );
}

function Item({ item }: { readonly item: ArrayItem }) {
  if (item === null) return <span className="grid-null">NULL</span>;
  if (item === "") return <span className="grid-empty">''</span>;
  return <span>{typeof item === "string" ? cellText(item) : itemWords(item)}</span>;
}

function itemWords(item: ArrayItem): string {
  if (item === null) return "NULL";
  return typeof item === "string" ? cellText(item) : `{ ${item.map(itemWords).join(", ")} }`;
}
