import { type MigrationFormatId, migrationFormatNames, type ToolHistoryState } from "./model.ts";

/** What is known of a folder against its database. */
export interface FolderKnowledge {
  readonly format: MigrationFormatId | null;
  readonly history: ToolHistoryState;
  readonly hasLedger: boolean;
}

/** What the database knows of the folder's migrations, and from where, in a sentence or two. */
export function historyText({ format, history, hasLedger }: FolderKnowledge): string {
  const name = migrationFormatNames[format ?? "plain"];
  switch (history.state) {
    case "none":
      return hasLedger
        ? "Plain migrations have no tool: what is applied stands in Steward's ledger."
        : "Plain migrations have no tool: what is applied will stand in Steward's ledger, which comes with the first rehearsal.";
    case "absent":
      return `There is no ${history.table}: ${name} never ran here. With the first migration Steward makes the table, as ${name} would.`;
    case "unreadable":
      return `${history.message} Which migrations ${name} applied is therefore not known.`;
    case "read":
      return `${name}'s table ${history.table} ${history.entries === 1 ? "has 1 migration" : `has ${history.entries} migrations`}. ${checksumText[format ?? "plain"]}`;
  }
}

const checksumText: Readonly<Record<MigrationFormatId, string>> = {
  plain: "",
  prisma: "It keeps checksums, so a file that was changed afterwards is seen.",
  flyway: "It keeps checksums, so a script that was changed afterwards is seen.",
  drizzle: "Drizzle itself never compares its hashes; Steward does.",
  dbmate:
    "dbmate keeps no checksums: whether a file was changed afterwards is known only for those that Steward applied.",
  golangMigrate:
    "It names the newest version only: everything before counts as applied, and whether a file was changed is known only for those that Steward applied.",
};
