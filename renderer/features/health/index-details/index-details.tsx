import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import type { TableIndexReport } from "../../../../shared/indexes/contract.ts";
import type { IndexKey, TableIndex } from "../../../../shared/indexes/model.ts";
import { IconButton } from "../../../ui/controls/button.tsx";
import { CopyButton } from "../../../ui/display/copy-button.tsx";
import { formatAgo, formatBytes, formatCount, formatPercent } from "../../../ui/display/format.ts";
import { type KeyValue, KeyValueList } from "../../../ui/display/key-value.tsx";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { columnWords } from "../index-map/column-figures.ts";
import { IndexBadges } from "../index-map/index-badges.tsx";
import "./index-details.css";
import { InsidePanel } from "./inside-panel.tsx";
import { methodFacts } from "./method-facts.ts";
import type { Inside } from "./use-inside.ts";

interface IndexDetailsProps {
  readonly index: TableIndex;
  readonly report: TableIndexReport;
  readonly inside: Inside;
  readonly onClose: () => void;
}

/** One index of the map: its keys with what the planner knows of them, its use, its parameters, its inside. */
export function IndexDetails({ index, report, inside, onClose }: IndexDetailsProps) {
  const parameters = methodFacts(index).map(([key, value]) => ({ key, value: visibleName(value), isMono: true }));
  const place = useRef<HTMLElement>(null);
  // The map can be longer than the screen, and the details stand beneath it.
  useEffect(() => {
    place.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <section ref={place} className="index-details" aria-label={`Index ${visibleName(index.name)}`}>
      <header className="index-details-head">
        <h3 className="cut">
          <code>{visibleName(index.name)}</code>
        </h3>
        <IndexBadges index={index} />
        <span className="grow" />
        <CopyButton text={`${index.definition};`} label="Copy the definition" />
        <IconButton label="Close the index" icon={X} isSmall onPress={onClose} />
      </header>
      <SqlText sql={visibleName(index.definition)} maxLines={6} />
      <div className="index-details-parts">
        <Part title="Keys">
          <KeyValueList items={index.keys.map((key, at) => keyFact(key, at, report))} />
        </Part>
        <Part title="Use">
          <KeyValueList items={useFacts(index, report)} />
        </Part>
        {parameters.length > 0 && (
          <Part title={`Parameters of ${index.accessMethod}`}>
            <KeyValueList items={parameters} />
          </Part>
        )}
        <Part title="Inside">
          <InsidePanel index={index} ways={report.inside} inside={inside} />
        </Part>
      </div>
    </section>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="index-details-part">
      <h4 className="index-details-title">{title}</h4>
      {children}
    </section>
  );
}

function keyFact(key: IndexKey, at: number, { columns, estimatedRows }: TableIndexReport): KeyValue {
  const column = columns.find(({ name }) => name === key.column);
  const words = column ? columnWords(column.type, column.statistics, estimatedRows) : "an expression";
  const order = [key.isDescending ? "descending" : "", nullsWords(key), className(key), collationName(key)];
  return {
    key: `${at + 1}  ${visibleName(key.column ?? key.text)}`,
    value: [words, ...order.filter((part) => part !== "")].map(visibleName).join(", "),
  };
}

function nullsWords({ isDescending, isNullsFirst }: IndexKey): string {
  if (isDescending === isNullsFirst) return "";
  return isNullsFirst ? "NULLs first" : "NULLs last";
}

function className({ operatorClass }: IndexKey): string {
  return operatorClass.replace(/^pg_catalog\./, "");
}

function collationName({ collation }: IndexKey): string {
  return collation === "" || collation === "pg_catalog.default"
    ? ""
    : `collation ${collation.replace(/^pg_catalog\./, "")}`;
}

function useFacts(index: TableIndex, { tableBytes }: TableIndexReport): readonly KeyValue[] {
  const share = tableBytes > 0 ? `, ${formatPercent(index.sizeBytes / tableBytes)} of the table's` : "";
  const perScan = index.scans === 0 ? "–" : formatCount(Math.round(index.rowsRead / index.scans));
  const facts: readonly (readonly [string, string])[] = [
    ["Size", `${formatBytes(index.sizeBytes)}${share}`],
    ["Scans", formatCount(index.scans)],
    ["Entries read", `${formatCount(index.rowsRead)}, ${perScan} a scan`],
    ["Rows fetched", formatCount(index.rowsFetched)],
    [
      "Last used",
      index.lastUsedAt === null
        ? index.scans === 0
          ? "never"
          : "not noted before version 16"
        : formatAgo(index.lastUsedAt),
    ],
  ];
  return facts.map(([key, value]) => ({ key, value, isMono: true }));
}
