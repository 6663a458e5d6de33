import type { ReactNode } from "react";
import { Group, Panel, Separator } from "react-resizable-panels";
import "./split.css";

interface SplitPaneProps {
  readonly id: string;
  readonly orientation: "horizontal" | "vertical";
  readonly first: ReactNode;
  readonly second: ReactNode;
  readonly defaultFirst?: string | undefined;
  readonly minFirst?: number | undefined;
  readonly minSecond?: number | undefined;
}

/** Two panes with a line between them that moves. Null for one of them gives the other all the room. */
export function SplitPane({ id, orientation, first, second, defaultFirst, minFirst, minSecond }: SplitPaneProps) {
  return (
    <Group id={id} orientation={orientation} className="split-pane" disableCursor>
      {first && (
        <Panel
          id={`${id}-first`}
          className="split-pane-part"
          defaultSize={defaultFirst ?? "50%"}
          minSize={minFirst ?? 80}
        >
          {first}
        </Panel>
      )}
      {first && second && <Separator className={`split-line split-line-${orientation}`} />}
      {second && (
        <Panel id={`${id}-second`} className="split-pane-part" minSize={minSecond ?? 80}>
          {second}
        </Panel>
      )}
    </Group>
  );
}
