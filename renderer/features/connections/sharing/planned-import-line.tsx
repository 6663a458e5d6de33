import {
  actionsFor,
  type ImportAction,
  type PlannedImport,
} from "../../../../shared/connections/sharing/plan-import.ts";
import { Select } from "../../../ui/controls/select.tsx";
import { Badge } from "../../../ui/display/badge.tsx";
import { EnvironmentBadge } from "../../../ui/display/environment-badge.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { tlsModeText, tlsWarning } from "../rules/tls-modes.ts";
import { actionText, fieldText } from "./import-words.ts";

interface PlannedImportLineProps {
  readonly planned: PlannedImport;
  readonly action: ImportAction;
  readonly onAction: (action: ImportAction) => void;
}

/** One entry of a file: where it leads, how it differs from what is saved, and what is to be done with it. */
export function PlannedImportLine({ planned, action, onAction }: PlannedImportLineProps) {
  const { state, host, port, database, user, tls } = planned;
  const name = visibleName(planned.name);
  const actions = actionsFor(planned);
  return (
    <li className="sharing-line">
      <div className="sharing-line-text">
        <span className="sharing-line-name">
          <span className="cut">{name}</span>
          <EnvironmentBadge environment={planned.environment} />
          {tlsWarning(tls, host) !== null && <Badge tone="warning">{tlsModeText(tls).badge}</Badge>}
        </span>
        <span className="sharing-note">{visibleName(`${database} as ${user}, ${host}:${port}`)}</span>
        {state.kind === "named" &&
          state.differences.map(({ field, saved, file }) => (
            <span key={field} className="sharing-note">
              {fieldText(field)}: {visibleName(saved)} → {visibleName(file)}
            </span>
          ))}
      </div>
      {actions.length === 1 ? (
        <span className="sharing-note">Saved already</span>
      ) : (
        <Select
          label={`What to do with ${name}`}
          isLabelHidden
          value={action}
          options={actions.map((value) => ({ value, label: actionText(value, planned) }))}
          onChange={onAction}
        />
      )}
    </li>
  );
}
