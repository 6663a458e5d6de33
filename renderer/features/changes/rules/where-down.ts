import type { MigrationFormatId } from "../../../../shared/migrations/model.ts";

const places: Readonly<Record<MigrationFormatId, string>> = {
  plain: "Add a file of the same name ending in .down.sql.",
  golangMigrate: "Add a file of the same name ending in .down.sql.",
  prisma: "Add a down.sql beside migration.sql; Prisma leaves it alone.",
  drizzle: "Add a file of the same name ending in .down.sql; Drizzle leaves it alone.",
  dbmate: "Write it below “-- migrate:down”.",
  flyway: "Add a script of the same version that begins with U.",
};

/** Where a down script goes in a folder of this format. */
export function whereDown(format: MigrationFormatId | null): string {
  return places[format ?? "plain"];
}
