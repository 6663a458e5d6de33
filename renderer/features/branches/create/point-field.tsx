import type { Branch, ControlPlaneCapabilities } from "../../../../shared/branches/model.ts";
import { Segmented } from "../../../ui/controls/segmented.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { historyWords, type PointDraft, readPoint, utcMoment } from "../rules/branch-point.ts";
import "./branch-form.css";

interface PointFieldProps {
  readonly label: string;
  readonly value: PointDraft;
  readonly onChange: (draft: PointDraft) => void;
  /** The branch whose state is meant. */
  readonly source: Branch | null;
  readonly capabilities: ControlPlaneCapabilities;
  readonly nowMs: number;
  /** Whether the present state is a choice. */
  readonly hasHead?: boolean | undefined;
}

/** Which state of a branch: the present one, that of a moment, or a position of its log. Says why one cannot be chosen. */
export function PointField(props: PointFieldProps) {
  const { label, value, onChange, source, capabilities, nowMs, hasHead = true } = props;
  const { branchFromTime: noTime, branchFromLsn: noLsn } = capabilities.missing;
  const options = [
    ...(hasHead ? [{ value: "head", label: "As it is now" } as const] : []),
    { value: "time", label: "A moment", isDisabled: noTime !== undefined } as const,
    { value: "lsn", label: "A position", isDisabled: noLsn !== undefined } as const,
  ];
  const why = [...new Set([noTime, noLsn])].filter((reason) => reason !== undefined);
  return (
    <div className="branch-form-group">
      <span className="branch-form-label">{label}</span>
      <Segmented label={label} value={value.kind} options={options} onChange={(kind) => onChange({ ...value, kind })} />
      {why.map((reason) => (
        <p key={reason} className="branch-form-note">
          {noTime === noLsn ? "No other state than the present one: " : ""}
          {reason}
        </p>
      ))}
      {value.kind === "time" && <MomentField {...props} />}
      {value.kind === "lsn" && (
        <TextField
          label="Position of the write-ahead log"
          value={value.lsn}
          onChange={(lsn) => onChange({ ...value, lsn })}
          error={value.lsn === "" ? null : readPoint(value, source, nowMs).problem}
          placeholder="0/3A7F2108"
          description="As pg_current_wal_lsn() prints it."
          isMono
        />
      )}
    </div>
  );
}

type MomentFieldProps = Pick<PointFieldProps, "value" | "onChange" | "source" | "capabilities" | "nowMs">;

function MomentField({ value, onChange, source, capabilities, nowMs }: MomentFieldProps) {
  const { point, problem } = readPoint(value, source, nowMs);
  const words = point?.kind === "time" ? `Everywhere: ${utcMoment(point.at)}. ` : "";
  return (
    <TextField
      label="Date and time of this machine"
      type="datetime-local"
      value={value.localTime}
      onChange={(localTime) => onChange({ ...value, localTime })}
      error={problem}
      description={`${words}${historyWords(source, capabilities.kind)}`}
    />
  );
}
