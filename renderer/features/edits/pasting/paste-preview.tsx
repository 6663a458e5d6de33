import type { EditableColumn, EditValue } from "../../../../shared/edits/model.ts";
import { formatCount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { cellText } from "../../../ui/grid/cells/cell-text.ts";
import { type EmptyCell, pastedValue, takesText } from "./paste-rows.ts";
import type { Block } from "./read-block.ts";

interface PastePreviewProps {
  readonly lines: Block;
  readonly targets: readonly (string | null)[];
  readonly columns: readonly EditableColumn[];
  readonly empty: EmptyCell;
  readonly onTargets: (targets: readonly (string | null)[]) => void;
}

const shownLines = 8;
const shownCharacters = 200;
const leftOut = "-";

/** The first lines as they will be staged, with the column that each of their places goes to. */
export function PastePreview({ lines, targets, columns, empty, onTargets }: PastePreviewProps) {
  const open = columns.filter(takesText);
  const choose = (place: number, choice: string) =>
    onTargets(targets.map((target, index) => (index === place ? choice.slice(1) || null : target)));
  const more = lines.length - shownLines;
  return (
    <section className="paste-preview" aria-label="The rows as they will be staged">
      <table>
        <thead>
          <tr>
            {targets.map((target, place) => (
              <th key={place} scope="col">
                <select
                  className="paste-target"
                  aria-label={`Column ${place + 1} goes to`}
                  value={target === null ? leftOut : `=${target}`}
                  onChange={(event) => choose(place, event.target.value)}
                >
                  <option value={leftOut}>left out</option>
                  {open.map(({ name }) => (
                    <option key={name} value={`=${name}`}>
                      {visibleName(name)}
                    </option>
                  ))}
                </select>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, shownLines).map((line, index) => (
            <tr key={index}>
              {targets.map((target, place) => {
                const cell = line[place];
                return (
                  <td key={place} className={target === null ? "paste-left-out" : ""}>
                    {target !== null && <Value value={cell ? pastedValue(cell, empty) : { kind: "default" }} />}
                    {target === null && cellText((cell?.text ?? "").slice(0, shownCharacters))}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="muted paste-more">and {formatCount(more)} more</p>}
    </section>
  );
}

function Value({ value }: { readonly value: EditValue }) {
  if (value.kind === "null") return <span className="grid-null">NULL</span>;
  if (value.kind === "default") return <span className="grid-default">DEFAULT</span>;
  if (value.text === "") return <span className="grid-empty">''</span>;
  return cellText(value.text.slice(0, shownCharacters));
}
