import { Search } from "lucide-react";
import { useState } from "react";
import { listedCommand } from "../../../shared/commands/command-list.ts";
import type { DiagramTable } from "../../../shared/erd/model.ts";
import { useCommands } from "../../state/commands.ts";
import { Button } from "../../ui/controls/button.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { useIsVisible } from "../../ui/frame/slots.tsx";
import { Palette } from "../../ui/overlays/palette.tsx";

const mostFound = 50;

interface FindTableProps {
  readonly tables: readonly DiagramTable[];
  readonly onFind: (oid: number) => void;
}

/** Goes to a table by the letters of its name: the way through a large diagram without a pointer. */
export function FindTable({ tables, onFind }: FindTableProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState("");
  useCommands(
    [
      {
        ...listedCommand("erd.find"),
        run: () => setIsOpen(true),
      },
    ],
    useIsVisible(),
  );
  const close = () => {
    setIsOpen(false);
    setText("");
  };
  const wanted = text.trim().toLowerCase();
  const found = tables.filter(({ schema, name }) => `${schema}.${name}`.toLowerCase().includes(wanted));
  const items = found.slice(0, mostFound).map(({ oid, schema, name }) => ({
    id: String(oid),
    label: visibleName(name),
    hint: visibleName(schema),
  }));
  return (
    <>
      <Button icon={Search} command="erd.find" onPress={() => setIsOpen(true)}>
        Find a table
      </Button>
      {isOpen && (
        <Palette
          label="Find a table in the diagram"
          text={text}
          onText={setText}
          groups={items.length > 0 ? [{ title: "Tables", items }] : []}
          empty="No table of the diagram has these letters."
          onRun={(id) => {
            close();
            onFind(Number(id));
          }}
          onClose={close}
        />
      )}
    </>
  );
}
