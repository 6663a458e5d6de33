import { useMemo } from "react";
import { type AlignedLine, alignLines } from "../../../../shared/comparison/align-lines.ts";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import type { SideNames } from "../use-side-name.ts";
import "./side-by-side.css";

interface SideBySideProps {
  readonly from: string;
  readonly to: string;
  readonly names: SideNames;
}

/** Two definitions side by side; lines that only one has are marked by colour and by a sign. */
export function SideBySide({ from, to, names }: SideBySideProps) {
  const lines = useMemo(() => number(alignLines(from, to)), [from, to]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section className="side-by-side" aria-label="Definitions side by side" tabIndex={0}>
      <table>
        <colgroup>
          <col className="side-number" />
          <col />
          <col className="side-number" />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {names.from.short}
            </th>
            <th scope="col" colSpan={2}>
              {names.to.short}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.fromNumber}:${line.toNumber}`}>
              <SideCell text={line.from} number={line.fromNumber} isChanged={line.kind === "changed"} side="from" />
              <SideCell text={line.to} number={line.toNumber} isChanged={line.kind === "changed"} side="to" />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface SideCellProps {
  readonly text: string | null;
  readonly number: number;
  readonly isChanged: boolean;
  readonly side: "from" | "to";
}

function SideCell({ text, number: lineNumber, isChanged, side }: SideCellProps) {
  if (text === null) return <td className="side-none" colSpan={2} />;
  const mark = isChanged ? ` side-${side}` : "";
  return (
    <>
      <td className={`side-line-number${mark}`}>
        {isChanged && <span className="visually-hidden">{side === "from" ? "removed " : "added "}</span>}
        {lineNumber}
      </td>
      <td className={`side-text${mark}`}>
        <SqlText sql={visibleLine(text)} isInline />
      </td>
    </>
  );
}

/** Blanks at the ends belong to the layout here. */
function visibleLine(text: string): string {
  const spaced = text.replaceAll("\t", "    ");
  const [blanks = ""] = /^ */.exec(spaced) ?? [];
  return blanks + visibleName(spaced.slice(blanks.length).trimEnd());
}

interface NumberedLine extends AlignedLine {
  readonly fromNumber: number;
  readonly toNumber: number;
}

function number(lines: readonly AlignedLine[]): readonly NumberedLine[] {
  let [fromNumber, toNumber] = [0, 0];
  return lines.map((line) => {
    if (line.from !== null) fromNumber += 1;
    if (line.to !== null) toNumber += 1;
    return { ...line, fromNumber, toNumber };
  });
}
