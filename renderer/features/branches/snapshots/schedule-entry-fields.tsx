import { X } from "lucide-react";
import type { SnapshotScheduleEntry } from "../../../../shared/branches/upkeep-model.ts";
import { IconButton } from "../../../ui/controls/button.tsx";
import { Select } from "../../../ui/controls/select.tsx";
import {
  frequencies,
  keepChoicesWith,
  months,
  scheduleNote,
  scheduleWords,
  weekdays,
  withFrequency,
} from "./schedule.ts";
import "./snapshots.css";

interface ScheduleEntryFieldsProps {
  readonly entry: SnapshotScheduleEntry;
  readonly at: number;
  readonly onChange: (entry: SnapshotScheduleEntry) => void;
  readonly onRemove: () => void;
}

/** One line of a schedule: how often, when, and how long it is kept. */
export function ScheduleEntryFields({ entry, at, onChange, onRemove }: ScheduleEntryFieldsProps) {
  const { frequency, hour, day, month, keepSeconds } = entry;
  const days = frequency === "weekly" ? weekdays : Array.from({ length: 31 }, (_, index) => `Day ${index + 1}`);
  const keeps = keepChoicesWith(keepSeconds);
  const note = scheduleNote(entry);
  return (
    <li>
      <div className="schedule-entry">
        <Select
          label={`How often, time ${at + 1}`}
          isLabelHidden
          value={frequency}
          options={frequencies}
          onChange={(next) => onChange(withFrequency(entry, next))}
        />
        {month !== null && (
          <NumberSelect
            label={`Month, time ${at + 1}`}
            words={months}
            from={1}
            value={month}
            onChange={(next) => onChange({ ...entry, month: next })}
          />
        )}
        {day !== null && (
          <NumberSelect
            label={`Day, time ${at + 1}`}
            words={days}
            from={1}
            value={day}
            onChange={(next) => onChange({ ...entry, day: next })}
          />
        )}
        {hour !== null && (
          <NumberSelect
            label={`Hour, time ${at + 1}`}
            words={hours}
            from={0}
            value={hour}
            onChange={(next) => onChange({ ...entry, hour: next })}
          />
        )}
        <Select
          label={`Kept for, time ${at + 1}`}
          isLabelHidden
          value={String(keepSeconds)}
          options={keeps.map(({ seconds, label }) => ({ value: String(seconds), label: `Kept ${label}` }))}
          onChange={(next) =>
            onChange({ ...entry, keepSeconds: keeps.find(({ seconds }) => String(seconds) === next)?.seconds ?? null })
          }
        />
        <span className="grow" />
        <IconButton label={`Remove time ${at + 1}: ${scheduleWords(entry)}`} icon={X} onPress={onRemove} />
      </div>
      {note !== null && <p className="schedule-note">{note}</p>}
    </li>
  );
}

const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00 UTC`);

interface NumberSelectProps {
  readonly label: string;
  readonly words: readonly string[];
  /** The number of the first word. */
  readonly from: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function NumberSelect({ label, words, from, value, onChange }: NumberSelectProps) {
  return (
    <Select
      label={label}
      isLabelHidden
      value={String(value)}
      options={words.map((word, index) => ({ value: String(index + from), label: word }))}
      onChange={(next) => onChange(Number(next))}
    />
  );
}
