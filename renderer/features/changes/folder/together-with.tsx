import { Layers } from "lucide-react";
import type { FolderMigration, MigrationFolder } from "../../../../shared/changes/model.ts";
import { Checkbox } from "../../../ui/controls/checkbox.tsx";
import { PopoverButton } from "../../../ui/overlays/popover.tsx";
import "./migration-page.css";

interface TogetherWithProps {
  readonly folder: MigrationFolder;
  readonly migration: FolderMigration;
  readonly chosen: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}

/** Other pending migrations to rehearse and submit in one request. Nothing where there is no other. */
export function TogetherWith({ folder, migration, chosen, onChange }: TogetherWithProps) {
  const others = folder.migrations.filter(
    ({ id, state }) => id !== migration.id && (state === "pending" || state === "outOfOrder"),
  );
  if (others.length === 0) return null;
  const toggle = (id: string, isOn: boolean) =>
    onChange(isOn ? [...chosen, id] : chosen.filter((other) => other !== id));
  return (
    <PopoverButton
      label="Choose migrations of one request"
      placement="top end"
      buttonClass="migration-together"
      button={
        <>
          <Layers aria-hidden className="migration-together-icon" />
          {chosen.length === 0 ? "This migration alone" : `Together with ${chosen.length} more`}
        </>
      }
    >
      {() => (
        <>
          <p className="muted">In one request, in their order:</p>
          {others.map(({ id }) => (
            <Checkbox key={id} isSelected={chosen.includes(id)} onChange={(isOn) => toggle(id, isOn)}>
              <code>{id}</code>
            </Checkbox>
          ))}
        </>
      )}
    </PopoverButton>
  );
}
