import { type ReactNode, useState } from "react";
import type { ControlPlaneCapabilities } from "../../../../shared/branches/model.ts";
import type { RequestInput } from "../../../../shared/ipc/contracts.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { formatAmount } from "../../../ui/display/format.ts";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import "./preflight.css";

/** What a step would meet, as a form asks for it. */
export interface Preflight {
  /** What to show above the button; null where the control plane has nothing to say. */
  readonly part: ReactNode;
  /** Whether the step may be asked for: everything was shown, and what stands in its way was agreed on. */
  readonly isReady: boolean;
  /** The sessions that somebody saw and agreed to end. */
  readonly endSessions: readonly string[];
}

/** Asks a plain server what a step would meet and send; other control planes have no such question. Null asks nothing. */
export function usePreflight(
  capabilities: ControlPlaneCapabilities,
  input: RequestInput<"branches.preflight"> | null,
): Preflight {
  const isAsked = capabilities.kind === "template" && input !== null;
  const nothing = { projectId: "-", branchId: "-", step: { kind: "delete" } } as const;
  const { data, error, refetch } = useRequest("branches.preflight", input ?? nothing, { enabled: isAsked, staleMs: 0 });
  const [agreed, setAgreed] = useState<string | null>(null);
  if (capabilities.kind !== "template") return { part: null, isReady: true, endSessions: [] };
  if (!isAsked) return { part: null, isReady: false, endSessions: [] };
  if (error)
    return {
      part: <ErrorPanel error={error} onRetry={() => void refetch()} isCompact />,
      isReady: false,
      endSessions: [],
    };
  if (data === undefined) return { part: <Skeleton lines={2} />, isReady: false, endSessions: [] };
  if (data === null) return { part: null, isReady: true, endSessions: [] };
  const ids = data.sessions.map(({ id }) => id);
  // Agreed on these very sessions: one that came later is asked about again.
  const key = JSON.stringify(ids);
  const isAgreed = ids.length === 0 || agreed === key;
  const part = (
    <div className="preflight">
      {ids.length > 0 && (
        <>
          <p>{formatAmount(ids.length, "session")} stand in its way:</p>
          <ul className="preflight-sessions" aria-label="Sessions in the way">
            {data.sessions.map(({ id, user, application, state, database, isSteward }) => (
              <li key={id}>
                <span className="mono cut">{visibleName(user)}</span>
                <span className="cut">{isSteward ? "Steward" : visibleName(application) || "says no program"}</span>
                <span className="muted cut">
                  {visibleName(database)}, {state ?? "state not shown"}
                </span>
              </li>
            ))}
          </ul>
          <Checkbox
            isSelected={isAgreed}
            onChange={(isOn) => setAgreed(isOn ? key : null)}
            description="What they have not committed is rolled back. None that comes later is ended."
          >
            End {ids.length === 1 ? "this session" : `these ${ids.length} sessions`}
          </Checkbox>
        </>
      )}
      <p className="preflight-label">This is sent to the server:</p>
      <div className="preflight-sql">
        <SqlText sql={data.statements.join("\n")} />
      </div>
    </div>
  );
  return { part, isReady: isAgreed, endSessions: isAgreed ? ids : [] };
}
