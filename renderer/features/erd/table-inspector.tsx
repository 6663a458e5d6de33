import type { Diagram, DiagramRelation, DiagramTable } from "../../../shared/erd/model.ts";
import { Button } from "../../ui/controls/button.tsx";
import { formatCount } from "../../ui/display/format.ts";
import { KeyValueList } from "../../ui/display/key-value.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { Inspector } from "../../ui/frame/inspector.tsx";

interface TableInspectorProps {
  readonly diagram: Diagram;
  readonly table: DiagramTable;
  /** Whether the diagram is cut down to this table's surroundings. */
  readonly isAround: boolean;
  readonly onAround: (isOn: boolean) => void;
  readonly onOpen: (table: DiagramTable) => void;
  readonly onShow: (oid: number) => void;
  readonly onClose: () => void;
}

/** The chosen table and its foreign keys in both directions. */
export function TableInspector(props: TableInspectorProps) {
  const { diagram, table, isAround, onAround, onOpen, onShow, onClose } = props;
  const names = new Map(diagram.tables.map((each) => [each.oid, each]));
  const { oid } = table;
  return (
    <Inspector title={visibleName(table.name)} onClose={onClose}>
      <KeyValueList
        items={[
          { key: "Schema", value: visibleName(table.schema), isMono: true },
          { key: "Kind", value: table.kind === "table" ? "table" : `${table.kind} table` },
          {
            key: "Rows",
            value: table.estimatedRows === null ? "not counted yet" : `≈ ${formatCount(table.estimatedRows)}`,
          },
          { key: "Columns", value: table.isOutside ? "only its keys are shown" : formatCount(table.columns.length) },
        ]}
      />
      <div className="erd-actions">
        <Button variant="primary" isSmall onPress={() => onOpen(table)}>
          Open the table
        </Button>
        <Button isSmall onPress={() => onAround(!isAround)}>
          {isAround ? "Show all tables" : "Only related tables"}
        </Button>
      </div>
      <Keys
        title="Refers to"
        none="It refers to no other table."
        relations={diagram.relations.filter(({ fromOid }) => fromOid === oid)}
        other={({ toOid }) => names.get(toOid)}
        onShow={onShow}
      />
      <Keys
        title="Is referred to by"
        none="No table of the diagram refers to it."
        relations={diagram.relations.filter(({ toOid }) => toOid === oid)}
        other={({ fromOid }) => names.get(fromOid)}
        onShow={onShow}
      />
    </Inspector>
  );
}

interface KeysProps {
  readonly title: string;
  readonly none: string;
  readonly relations: readonly DiagramRelation[];
  readonly other: (relation: DiagramRelation) => DiagramTable | undefined;
  readonly onShow: (oid: number) => void;
}

function Keys({ title, none, relations, other, onShow }: KeysProps) {
  return (
    <section className="erd-keys" aria-label={title}>
      <h3>{title}</h3>
      {relations.length === 0 && <p className="muted">{none}</p>}
      <ul>
        {relations.map((relation) => {
          const table = other(relation);
          return (
            <li key={`${relation.fromOid} ${relation.name}`} title={visibleName(relation.name)}>
              {table && (
                <button type="button" className="erd-link" onClick={() => onShow(table.oid)}>
                  {visibleName(table.name)}
                </button>
              )}
              <span className="muted">{kindOf(relation)}</span>
              <span className="erd-keys-columns">
                {visibleName(`${relation.fromColumns.join(", ")} → ${relation.toColumns.join(", ")}`)}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function kindOf({ isOneToOne, isOptional }: DiagramRelation): string {
  return `${isOneToOne ? "one" : "many"} to ${isOptional ? "one or none" : "one"}`;
}
