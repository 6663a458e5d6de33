import { CircleCheck } from "lucide-react";
import type { MonitoredSession } from "../../../../shared/monitor/model.ts";
import type { BlockingForest, BlockingNode } from "../../../../shared/monitor/rules/blocking-tree.ts";
import { Badge } from "../../../ui/display/badge.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { durationText, oneLine, sessionName } from "../monitor-words.ts";
import type { EndQuestion } from "./end-session-dialog.tsx";
import { EndButtons } from "./session-inspector.tsx";
import { SessionState } from "./session-state.tsx";

interface BlockingTreeProps {
  readonly forest: BlockingForest;
  readonly chosenKey: string | null;
  readonly onChoose: (session: MonitoredSession) => void;
  readonly onEnd: (question: EndQuestion) => void;
}

/** Who waits for whom: at the top those that everybody waits for. */
export function BlockingTree({ forest, onChoose, onEnd }: BlockingTreeProps) {
  if (forest.roots.length === 0)
    return (
      <EmptyState icon={CircleCheck} title="Nobody waits for anybody" text="No session waits for a lock of another." />
    );
  return (
    <ul className="blocking-tree" aria-label="Who waits for whom">
      {forest.roots.map((node) => (
        <Node key={node.pid} node={node} isRoot onChoose={onChoose} onEnd={onEnd} />
      ))}
    </ul>
  );
}

interface NodeProps {
  readonly node: BlockingNode;
  readonly isRoot: boolean;
  readonly onChoose: (session: MonitoredSession) => void;
  readonly onEnd: (question: EndQuestion) => void;
}

function Node({ node, isRoot, onChoose, onEnd }: NodeProps) {
  const { pid, session, waiting, frees } = node;
  return (
    <li className="blocking-node">
      <div className="blocking-line" data-root={isRoot}>
        <div className="blocking-head">
          {session === null ? (
            <b>{pid === 0 ? "A prepared transaction" : `Session ${pid}`}</b>
          ) : (
            <button type="button" className="blocking-name" onClick={() => onChoose(session)}>
              <b>{pid}</b> {sessionName(session)}
            </button>
          )}
          {session && <SessionState session={session} />}
          {node.isInCircle && <Badge tone="danger">in a circle</Badge>}
          <span className="grow" />
          {frees > 0 && <span className="muted">{formatAmount(frees, "session")} behind it</span>}
          {isRoot && session && <EndButtons session={session} frees={frees} onEnd={onEnd} />}
        </div>
        <Reason node={node} />
        {session?.statement && !node.isRepeated && <SqlText sql={oneLine(session.statement)} isInline />}
        {session === null && pid === 0 && (
          <p className="muted">
            It was prepared and never ended: COMMIT PREPARED or ROLLBACK PREPARED by its name ends it.
          </p>
        )}
      </div>
      {waiting.length > 0 && (
        <ul>
          {waiting.map((next) => (
            <Node key={next.pid} node={next} isRoot={false} onChoose={onChoose} onEnd={onEnd} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Reason({ node: { session, isRepeated } }: { readonly node: BlockingNode }) {
  if (session === null) return null;
  const { awaited, transactionSeconds } = session;
  if (isRepeated) return <p className="muted">waits for this one as well; shown above with those behind it</p>;
  if (awaited === null)
    return <p className="muted">transaction open for {durationText(transactionSeconds) || "an unknown time"}</p>;
  return (
    <p className="muted">
      wants {awaited.mode} on {visibleName(awaited.relation ?? awaited.kind)}
      {awaited.waitedSeconds !== null && `, waiting for ${durationText(awaited.waitedSeconds)}`}
    </p>
  );
}
