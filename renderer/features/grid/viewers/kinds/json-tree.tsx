import { ChevronDown, ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import { visibleName } from "../../../../ui/display/visible-name.ts";
import { type JsonLine, jsonLines, maxJsonLines } from "../reading/json-lines.ts";
import type { JsonNode } from "../reading/json-text.ts";

/** A JSON value as a tree; objects and arrays open and close. */
export function JsonTree({ node }: { readonly node: JsonNode }) {
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const lines = useMemo(() => jsonLines(node, toggled), [node, toggled]);
  return (
    <div className="json-tree">
      {lines.map((line) => (
        <JsonTreeLine
          key={line.path}
          line={line}
          onToggle={() => setToggled(new Map(toggled).set(line.path, !line.isOpen))}
        />
      ))}
      {lines.length >= maxJsonLines && <p className="muted">The rest is shown by Text.</p>}
    </div>
  );
}

function JsonTreeLine({ line, onToggle }: { readonly line: JsonLine; readonly onToggle: () => void }) {
  const { depth, key, isOpen, kind, text } = line;
  const Twist = isOpen ? ChevronDown : ChevronRight;
  const words = (
    <>
      {key !== null && (
        <>
          <span className="json-key">{visibleName(key)}</span>
          {": "}
        </>
      )}
      <span className={kind === "object" || kind === "array" ? "muted" : `json-${kind}`}>{visibleName(text)}</span>
    </>
  );
  const style = { paddingLeft: `calc(${depth} * var(--space-4))` };
  if (isOpen === null)
    return (
      <div className="json-line cut" style={style} title={text}>
        <span className="json-twist" />
        {words}
      </div>
    );
  return (
    <button type="button" className="json-line cut" style={style} aria-expanded={isOpen} onClick={onToggle}>
      <Twist aria-hidden className="json-twist" />
      {words}
    </button>
  );
}
