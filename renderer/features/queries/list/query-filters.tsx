import type { QueryInterval } from "../../../../shared/queries/contract.ts";
import type { SnapshotHead } from "../../../../shared/queries/model.ts";
import { Select } from "../../../ui/controls/select.tsx";
import { SearchField } from "../../../ui/controls/text-field.tsx";
import { dayAndTime } from "../../../ui/display/day-and-time.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { Toolbar, ToolbarSpace } from "../../../ui/frame/toolbar.tsx";
import { useQueriesView } from "../queries-view.ts";

interface QueryFiltersProps {
  /** Newest first. */
  readonly snapshots: readonly SnapshotHead[];
  readonly interval: QueryInterval;
  readonly ownDatabase: string;
}

/** Whose statements, of which database, with which words. */
export function QueryFilters({ snapshots, interval, ownDatabase }: QueryFiltersProps) {
  const { text, database, user, to, change } = useQueriesView();
  const databases = [...new Set([ownDatabase, ...interval.databases])];
  // Names come from the server and may be empty words to a list: they are chosen by their place.
  const databaseOptions = [
    { value: "all", label: "All databases" },
    ...databases.map((name, index) => ({ value: `d${index}`, label: visibleName(name) })),
  ];
  const userOptions = [
    { value: "all", label: "All roles" },
    ...interval.users.map((name, index) => ({ value: `u${index}`, label: visibleName(name) })),
  ];
  const databaseIndex = databases.indexOf(database ?? ownDatabase);
  const userIndex = user === null ? -1 : interval.users.indexOf(user);
  return (
    <Toolbar label="Filter statements">
      <div className="queries-find">
        <SearchField
          label="Filter statements"
          placeholder="Words of the statement"
          value={text}
          onChange={(value) => change({ text: value.slice(0, 1000) })}
        />
      </div>
      <ToolbarSpace />
      <Select
        label="Count until"
        isLabelHidden
        value={to ?? "newest"}
        options={[
          { value: "newest", label: "Until the newest" },
          // The oldest has nothing before it but the server's beginning.
          ...snapshots.slice(1).map(({ id, at }) => ({ value: id, label: `Until ${dayAndTime(at)}` })),
        ]}
        onChange={(value) => change({ to: value === "newest" ? null : value })}
      />
      <Select
        label="Database"
        isLabelHidden
        value={database === "" ? "all" : `d${databaseIndex}`}
        options={databaseOptions}
        onChange={(value) => change({ database: value === "all" ? "" : (databases[Number(value.slice(1))] ?? null) })}
      />
      <Select
        label="Role"
        isLabelHidden
        value={userIndex < 0 ? "all" : `u${userIndex}`}
        options={userOptions}
        onChange={(value) =>
          change({ user: value === "all" ? null : (interval.users[Number(value.slice(1))] ?? null) })
        }
      />
    </Toolbar>
  );
}
