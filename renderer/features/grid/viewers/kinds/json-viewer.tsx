import { useMemo } from "react";
import { JsonText } from "../../../../ui/grid/cells/grid-cell.tsx";
import { readJsonText } from "../reading/json-text.ts";
import type { Viewer, ViewerProps } from "../viewer.ts";
import { visibleLines } from "../visible-lines.ts";
import { JsonTree } from "./json-tree.tsx";

const colouredCharacters = 50_000;
const tree = { value: "tree", label: "Tree" };
const plain = { value: "text", label: "Text" };

/** JSON as a tree, or as the server's text. */
export const jsonViewer: Viewer = {
  id: "json",
  form: "panel",
  fits: ({ baseType }) => baseType === "json" || baseType === "jsonb",
  views: (text) => (readJsonText(text) ? [tree, plain] : [plain]),
  View: JsonView,
};

function JsonView({ text, view }: ViewerProps) {
  const node = useMemo(() => (view === "tree" ? readJsonText(text) : null), [text, view]);
  if (node) return <JsonTree node={node} />;
  return (
    <pre className="viewer-text">
      {text.length <= colouredCharacters ? <JsonText text={visibleLines(text)} /> : visibleLines(text)}
    </pre>
  );
}
