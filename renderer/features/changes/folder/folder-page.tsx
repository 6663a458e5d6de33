import type { MigrationFolder, MigrationState } from "../../../../shared/changes/model.ts";
import type { Connection } from "../../../../shared/connections/model.ts";
import { historyText } from "../../../../shared/migrations/history-text.ts";
import { type MigrationFormatId, migrationFormatNames, migrationFormats } from "../../../../shared/migrations/model.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { Select } from "../../../ui/controls/select.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { MigrationStateBadge } from "./migration-states.tsx";
import "./folder-page.css";

/** The folder of a connection: its format and how it was found, what the tool's table says, and what is passed over. */
export function FolderPage({ connection }: { readonly connection: Connection }) {
  const answer = useRequest("changes.folder", { connectionId: connection.id });
  if (answer.error && !answer.data) return <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton lines={8} />;
  const folder = answer.data;
  return (
    <article className="folder-page" aria-label="Migrations folder">
      <header>
        <h1>Migrations folder</h1>
        {folder.path !== null && <p className="folder-path">{visibleName(folder.path)}</p>}
      </header>
      <FormatChoice connectionId={connection.id} folder={folder} />
      <section className="folder-part" aria-label="History">
        <h2>Against {visibleName(connection.database)}</h2>
        <p className={folder.history.state === "unreadable" ? "folder-warning" : undefined}>{historyText(folder)}</p>
        <StateCounts folder={folder} />
      </section>
      {folder.strays.length > 0 && (
        <section className="folder-part" aria-label="Passed over">
          <h2>Passed over</h2>
          <ul className="folder-strays">
            {folder.strays.map((stray) => (
              <li key={stray}>{visibleName(stray)}</li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

interface FormatChoiceProps {
  readonly connectionId: string;
  readonly folder: MigrationFolder;
}

function FormatChoice({ connectionId, folder }: FormatChoiceProps) {
  const choose = useOperation("changes.chooseFormat", { invalidates: ["changes.folder"] });
  const { recognition } = folder;
  if (recognition === null) return null;
  const isChosen = recognition.kind === "chosen";
  const options: readonly { readonly value: MigrationFormatId | "auto"; readonly label: string }[] = [
    {
      value: "auto",
      label:
        recognition.format === null || isChosen
          ? "As its files say"
          : `As its files say: ${migrationFormatNames[recognition.format]}`,
    },
    ...migrationFormats.map((value) => ({ value, label: migrationFormatNames[value] })),
  ];
  const set = (value: MigrationFormatId | "auto") => {
    choose.run({ connectionId, format: value === "auto" ? null : value }).catch(() => {
      // The rejection is also the operation's state, which is shown below.
    });
  };
  return (
    <section className="folder-part" aria-label="Format">
      <h2>Format</h2>
      <p className={recognition.format === null ? "folder-warning" : undefined}>
        {recognition.format !== null && <strong>{migrationFormatNames[recognition.format]}. </strong>}
        {visibleName(recognition.reason)}
      </p>
      {recognition.candidates.length > 1 && (
        <ul className="folder-strays">
          {recognition.candidates.map(({ format, reason }) => (
            <li key={format}>
              {migrationFormatNames[format]}: {visibleName(reason)}
            </li>
          ))}
        </ul>
      )}
      <div className="folder-select">
        <Select label="Read it as" value={isChosen ? recognition.format : "auto"} options={options} onChange={set} />
      </div>
      <ErrorPanel error={choose.error} isCompact />
    </section>
  );
}

const shownStates: readonly MigrationState[] = [
  "unfinished",
  "failed",
  "changed",
  "missing",
  "outOfOrder",
  "unknown",
  "pending",
  "applied",
];

function StateCounts({ folder }: { readonly folder: MigrationFolder }) {
  return (
    <ul className="folder-counts" aria-label="Migrations by state">
      {shownStates.map((state) => {
        const count = folder.migrations.filter((migration) => migration.state === state).length;
        return count === 0 ? null : (
          <li key={state}>
            <span className="folder-count">{count}</span> <MigrationStateBadge state={state} />
          </li>
        );
      })}
    </ul>
  );
}
