import { ChevronsDownUp, ChevronsUpDown, Flame } from "lucide-react";
import { Button, IconButton } from "../../../ui/controls/button.tsx";
import { SearchField } from "../../../ui/controls/text-field.tsx";

interface TreeToolsProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** How many nodes hold the text; null when none is looked for. */
  readonly found: number | null;
  readonly total: number;
  readonly onGoToFound: () => void;
  /** Absent where nothing was timed. */
  readonly onGoToSlowest: (() => void) | undefined;
  readonly onOpenAll: () => void;
  readonly onCloseAll: () => void;
}

/** Finds nodes of the tree, goes to the slowest, opens and closes. */
export function TreeTools(props: TreeToolsProps) {
  const { text, onText, found, total } = props;
  return (
    <div className="plan-tree-tools">
      <SearchField
        label="Find in the plan"
        placeholder="Find a node, relation or condition"
        value={text}
        onChange={onText}
        onKeyDown={(event) => {
          if (event.key === "Enter" || event.key === "ArrowDown") {
            event.preventDefault();
            props.onGoToFound();
          }
        }}
      />
      <span className="plan-tree-count" role="status">
        {found === null ? `${total} ${total === 1 ? "node" : "nodes"}` : `${found} of ${total}`}
      </span>
      <span className="grow" />
      {props.onGoToSlowest && (
        <Button variant="quiet" isSmall icon={Flame} onPress={props.onGoToSlowest}>
          Slowest node
        </Button>
      )}
      <IconButton label="Open all nodes" icon={ChevronsUpDown} isSmall onPress={props.onOpenAll} />
      <IconButton label="Close all nodes" icon={ChevronsDownUp} isSmall onPress={props.onCloseAll} />
    </div>
  );
}
