import { useDeferredValue, useState } from "react";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { Checkbox } from "../../ui/controls/checkbox.tsx";
import { Segmented } from "../../ui/controls/segmented.tsx";
import { SearchField } from "../../ui/controls/text-field.tsx";
import { formatCount } from "../../ui/display/format.ts";
import { EmptyState } from "../../ui/feedback/empty-state.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Dialog } from "../../ui/overlays/dialog.tsx";
import { HistoryDetails } from "./history-details.tsx";
import "./history-dialog.css";
import { HistoryList } from "./history-list.tsx";
import { HistorySettingsBar } from "./history-settings-bar.tsx";

type Scope = "branch" | "connection" | "all";

/** Entries that are listed; a search finds the others. */
const shownEntries = 200;

interface HistoryDialogProps {
  readonly databaseRef: DatabaseRef;
  readonly onClose: () => void;
}

/** Everything that was run: searched, opened again, copied, deleted; and whether it is kept at all. */
export function HistoryDialog({ databaseRef, onClose }: HistoryDialogProps) {
  const [search, setSearch] = useState("");
  const [scope, setScope] = useState<Scope>("connection");
  const [isFailedOnly, setIsFailedOnly] = useState(false);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const text = useDeferredValue(search.trim());
  const { data, error } = useRequest(
    "history.search",
    {
      connectionId: scope === "all" ? null : databaseRef.connectionId,
      ...(scope === "branch" ? { branchId: databaseRef.branchId ?? null } : {}),
      text,
      isFailedOnly,
      limit: shownEntries,
    },
    { staleMs: 0 },
  );
  const entries = data?.entries ?? [];
  const chosen = entries.find(({ id }) => id === chosenId) ?? entries[0];
  return (
    <Dialog
      title="History"
      isOpen
      onClose={onClose}
      size="large"
      footer={<HistorySettingsBar connectionId={scope === "all" ? null : databaseRef.connectionId} />}
    >
      <div className="history-filters">
        <span className="grow">
          <SearchField label="Search text, errors, databases and roles" value={search} onChange={setSearch} autoFocus />
        </span>
        <Segmented<Scope>
          label="Where it was run"
          value={scope}
          onChange={setScope}
          options={[
            { value: "branch", label: "This branch" },
            { value: "connection", label: "This connection" },
            { value: "all", label: "Everywhere" },
          ]}
        />
        <Checkbox isSelected={isFailedOnly} onChange={setIsFailedOnly}>
          Failed only
        </Checkbox>
      </div>
      <ErrorPanel error={error} isCompact />
      {chosen ? (
        <div className="history-panes">
          <div className="history-list-pane">
            <HistoryList entries={entries} chosenId={chosen.id} onChoose={setChosenId} />
            {data && data.total > entries.length && (
              <p className="history-none">{`The newest ${formatCount(entries.length)} of ${formatCount(data.total)}; search for older ones.`}</p>
            )}
          </div>
          <HistoryDetails key={chosen.id} entry={chosen} onOpened={onClose} />
        </div>
      ) : (
        data && (
          <EmptyState
            title={text === "" && !isFailedOnly ? "Nothing was run here yet" : "Nothing like it was run"}
            text="What runs in an editor is kept with its time, its rows and its errors. Passwords are taken out."
          />
        )
      )}
    </Dialog>
  );
}
