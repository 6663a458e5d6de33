import type { ProjectListItem } from "@neondatabase/api-client";
import type { NeonApi } from "../api/neon-api.ts";
import { isNeonStatus } from "../api/neon-error.ts";
import { readPages, requireList } from "../api/read-pages.ts";
import type { ProbedKey } from "./probe-key.ts";

/** A project as a list of Neon's tells of it. */
export interface ListedProject {
  readonly neonId: string;
  readonly name: string;
  readonly region: string;
  readonly postgresVersion: string;
  readonly organisation: string | null;
}

/** All projects that the key reaches; `unavailable` are those that Neon could not tell about. */
export interface ListedProjects {
  readonly projects: readonly ListedProject[];
  readonly unavailable: readonly string[];
}

/** A person's key is asked for each organisation, and for projects that others share; any other key knows its own. */
export async function listProjects(api: NeonApi, key: ProbedKey): Promise<ListedProjects> {
  const organisations = key.keyKind === "personal" && key.organisations.length > 0 ? key.organisations : [null];
  const unavailable = new Set<string>();
  const found = new Map<string, ListedProject>();
  const keep = (items: readonly ProjectListItem[]) => {
    for (const item of items) found.set(item.id, toListed(item, key));
  };
  for (const organisation of organisations)
    keep(
      await readPages(async (mark) => {
        const query = {
          limit: 100,
          ...(organisation ? { org_id: organisation.id } : {}),
          ...(mark ? { cursor: mark } : {}),
        };
        const page = await api.read((client, settings) => client.listProjects(query, settings));
        for (const id of page.unavailable_project_ids ?? []) unavailable.add(id);
        return { items: requireList(page.projects, "projects"), next: page.pagination?.cursor };
      }),
    );
  if (key.keyKind === "personal") keep(await readShared(api));
  const projects = [...found.values()].sort((left, right) => left.name.localeCompare(right.name));
  return { projects, unavailable: [...unavailable].filter((id) => !found.has(id)).sort() };
}

async function readShared(api: NeonApi): Promise<readonly ProjectListItem[]> {
  try {
    return await readPages(async (mark) => {
      const query = { limit: 100, ...(mark ? { cursor: mark } : {}) };
      const page = await api.read((client, settings) => client.listSharedProjects(query, settings));
      return { items: requireList(page.projects, "shared projects"), next: page.pagination?.cursor };
    });
  } catch (error) {
    if (isNeonStatus(error, 403, 404)) return [];
    throw error;
  }
}

function toListed(item: ProjectListItem, key: ProbedKey): ListedProject {
  const organisation = key.organisations.find(({ id }) => id === item.org_id)?.name ?? item.org_name ?? null;
  const { id: neonId, name, region_id: region, pg_version: version } = item;
  return { neonId, name, region, postgresVersion: String(version), organisation };
}
