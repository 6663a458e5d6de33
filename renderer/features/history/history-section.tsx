import { History as HistoryIcon, Logs } from "lucide-react";
import { useState } from "react";
import { listedCommand } from "../../../shared/commands/command-list.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useCommands } from "../../state/commands.ts";
import { useIntents } from "../../state/intents.ts";
import { IconButton } from "../../ui/controls/button.tsx";
import { dayAndTime } from "../../ui/display/day-and-time.ts";
import { formatAmount, formatMs } from "../../ui/display/format.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { SidebarItem, SidebarLabel } from "../../ui/frame/section.tsx";
import { HistoryDialog } from "./history-dialog.tsx";
import "./history-section.css";
import { firstLine, titleOf } from "./entry-words.ts";

/** Entries that the sidebar lists; the dialog has the others. */
const shownEntries = 40;

/** What was run last on the connection, in the Query sidebar; and the way to all of it. */
export function HistorySection({ databaseRef, text }: { readonly databaseRef: DatabaseRef; readonly text: string }) {
  const { connectionId } = databaseRef;
  const input = { connectionId, text, isFailedOnly: false, limit: shownEntries };
  const { data, error } = useRequest("history.search", input, { staleMs: 2_000 });
  const settings = useRequest("history.state", {}, { staleMs: 2_000 }).data;
  const openQuery = useIntents((state) => state.openQuery);
  const [isOpen, setIsOpen] = useState(false);
  useCommands([{ ...listedCommand("history.show"), run: () => setIsOpen(true) }]);
  const entries = data?.entries ?? [];
  return (
    <section aria-label="History">
      <div className="history-head">
        <SidebarLabel count={data?.total || undefined}>History</SidebarLabel>
        <IconButton label="Show the whole history" icon={HistoryIcon} isSmall onPress={() => setIsOpen(true)} />
      </div>
      <ErrorPanel error={error} isCompact />
      {settings?.isOn === false && <p className="history-none">The history is off: runs are not kept.</p>}
      {data && entries.length === 0 && settings?.isOn !== false && (
        <p className="history-none">{text ? "Nothing like it was run." : "Nothing was run yet."}</p>
      )}
      {entries.map((entry) => (
        <SidebarItem
          key={entry.id}
          icon={Logs}
          label={<span className={entry.error === null ? "" : "history-failed"}>{firstLine(entry.sql)}</span>}
          hint={dayAndTime(entry.at)}
          title={entry.error ?? `${formatMs(entry.durationMs)}, ${formatAmount(entry.rows, "row")}`}
          onPress={() => openQuery(databaseRef, titleOf(entry.sql), entry.sql)}
        />
      ))}
      {isOpen && <HistoryDialog databaseRef={databaseRef} onClose={() => setIsOpen(false)} />}
    </section>
  );
}
