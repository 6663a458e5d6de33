import type { MigrationFormatId } from "../../../shared/migrations/model.ts";
import { dbmateFormat } from "./dbmate.ts";
import { drizzleFormat } from "./drizzle.ts";
import { flywayFormat } from "./flyway.ts";
import type { MigrationFormat } from "./format.ts";
import { golangMigrateFormat } from "./golang-migrate.ts";
import { plainFormat } from "./plain.ts";
import { prismaFormat } from "./prisma.ts";

/** Every format, those with files of their own first. */
export const formatRegistry: readonly MigrationFormat[] = [
  prismaFormat,
  drizzleFormat,
  flywayFormat,
  dbmateFormat,
  plainFormat,
  golangMigrateFormat,
];

/** The format with this id. */
export function formatOf(id: MigrationFormatId): MigrationFormat {
  const found = formatRegistry.find((format) => format.id === id);
  if (!found) throw new Error(`No format is called ${id}`);
  return found;
}
