import {
  compareFlywayVersions,
  type FlywayFileName,
  normalFlywayVersion,
  parseFlywayFileName,
} from "../../../shared/migrations/flyway-names.ts";
import { migrationSlug } from "../../../shared/migrations/plain-names.ts";
import type { FolderFiles } from "../files/folder-files.ts";
import { readInTurns } from "../files/read-in-turns.ts";
import { flywayHistory } from "../history/flyway-history.ts";
import { type MigrationFiles, markCaseCollisions, plainMigration } from "../migration-files.ts";
import { flywayChecksum } from "./flyway-checksum.ts";
import type { MigrationFormat } from "./format.ts";
import { withLineEnd } from "./pair-files.ts";

interface OwnFile extends FlywayFileName {
  /** Path below the folder: what Flyway's table calls the script. */
  readonly path: string;
}

/** `V1__name.sql`, `U1__name.sql` that undoes it, and `R__name.sql` that runs again when it changes; in folders below too. */
export const flywayFormat: MigrationFormat = {
  id: "flyway",
  history: flywayHistory,
  recognise: async (folder) => {
    const [first] = ownFiles(folder);
    return first ? { isDecisive: true, reason: `${first.path} is called as Flyway calls its scripts.` } : null;
  },
  read: async (folder) => {
    const files = ownFiles(folder);
    const undos = files.filter(({ kind }) => kind === "undo");
    const versioned = files
      .filter(({ kind }) => kind === "versioned")
      .sort((left, right) => compareFlywayVersions(left.version ?? "", right.version ?? ""));
    const repeatable = files
      .filter(({ kind }) => kind === "repeatable")
      .sort((left, right) => (left.description < right.description ? -1 : 1));
    const migrations = await readInTurns([...versioned, ...repeatable], (file, place) =>
      readOne(folder, file, undos.find((undo) => isSameVersion(undo, file)) ?? null, place + 1),
    );
    return { migrations: markCaseCollisions(markRepeated(migrations)), strays: straysOf(folder, undos, versioned) };
  },
  plan: async (_folder, existing, { name, upSql, downSql }) => {
    const newest = existing.findLast(({ record }) => record !== null && !record.isRepeatable)?.version;
    const [major = "0"] = (newest ?? "0").split(".");
    const version = String(BigInt(major) + 1n);
    const slug = migrationSlug(name);
    const up = { name: `V${version}__${slug}.sql`, content: withLineEnd(upSql) };
    const down = downSql === null ? [] : [{ name: `U${version}__${slug}.sql`, content: withLineEnd(downSql) }];
    return { id: `V${version}__${slug}`, files: [...down, up] };
  },
};

function ownFiles(folder: FolderFiles): readonly OwnFile[] {
  return folder.names.flatMap((path) => {
    const parsed = parseFlywayFileName(path.slice(path.lastIndexOf("/") + 1));
    return parsed ? [{ ...parsed, path }] : [];
  });
}

function isSameVersion(left: FlywayFileName, right: FlywayFileName): boolean {
  return left.version !== null && right.version !== null && compareFlywayVersions(left.version, right.version) === 0;
}

async function readOne(
  folder: FolderFiles,
  file: OwnFile,
  undo: OwnFile | null,
  order: number,
): Promise<MigrationFiles> {
  const id = file.path.slice(file.path.lastIndexOf("/") + 1).replace(/\.sql$/, "");
  const one = plainMigration(id, order, file.version ?? "R", file.description);
  const up = await folder.read(file.path);
  const down = undo === null ? null : await folder.read(undo.path);
  if (!("bytes" in up)) return { ...one, problem: up.problem };
  const downBytes = down && "bytes" in down ? down.bytes : null;
  const record = {
    key: keyOf(file),
    checksum: String(flywayChecksum(up.bytes)),
    sameChecksums: [],
    columns: {
      version: file.version,
      description: file.description,
      script: file.path,
      undoScript: undo?.path ?? null,
      undoChecksum: downBytes === null ? null : String(flywayChecksum(downBytes)),
    },
    isRepeatable: file.kind === "repeatable",
  };
  return { ...one, up: up.bytes, down: downBytes, record, problem: down && "problem" in down ? down.problem : null };
}

/** Versioned scripts by version, repeatable ones by description, as Flyway tells them apart. */
function keyOf({ version, description }: FlywayFileName): string {
  return version === null ? `R ${description}` : `V ${normalFlywayVersion(version)}`;
}

function markRepeated(migrations: readonly MigrationFiles[]): readonly MigrationFiles[] {
  const counts = new Map<string, number>();
  for (const { record } of migrations) if (record) counts.set(record.key, (counts.get(record.key) ?? 0) + 1);
  return migrations.map((one) =>
    one.problem === null && (counts.get(one.record?.key ?? "") ?? 0) > 1
      ? {
          ...one,
          problem: `Another script has the ${one.record?.isRepeatable ? "description" : "version"} too; Flyway stops at this.`,
        }
      : one,
  );
}

function straysOf(folder: FolderFiles, undos: readonly OwnFile[], versioned: readonly OwnFile[]): readonly string[] {
  const lonely = undos
    .filter((undo) => !versioned.some((file) => isSameVersion(undo, file)))
    .map(({ path }) => `${path} undoes a version that is not there.`);
  const others = folder.names
    .filter((name) => /\.sql$/i.test(name) && parseFlywayFileName(name.slice(name.lastIndexOf("/") + 1)) === null)
    .map((name) => `${name} is not called like V1__name.sql; Flyway passes it over.`);
  return [...lonely, ...others];
}
