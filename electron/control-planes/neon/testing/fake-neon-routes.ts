import {
  type Asked,
  anyBranch,
  type Body,
  type FakeAnswer,
  found,
  missing,
  type Route,
  shown,
} from "./fake-neon-request.ts";
import {
  addBranch,
  addEndpoint,
  beginOperation,
  type FakeBranch,
  type FakeEndpoint,
  type FakeProject,
  pollOperation,
} from "./fake-neon-state.ts";
import { beginMasking, upkeepRoutes } from "./fake-neon-upkeep.ts";

function branchOf({ project, part }: Asked): FakeBranch | undefined {
  return project.branches.find(({ id }) => id === part(1));
}

function endpointOf({ project, part }: Asked): FakeEndpoint | undefined {
  return project.endpoints.find(({ id }) => id === part(1));
}

function makeBranch(
  { project }: Asked,
  body: Body,
  source: string,
  whenMade: (branchId: string) => void = () => undefined,
): FakeAnswer {
  const { name = "unnamed", ...rest } = body.branch ?? {};
  if (project.branches.some((branch) => branch.name === name))
    return { status: 409, body: { code: "BRANCH_EXISTS", message: `branch already exists; branch_name:"${name}"` } };
  const isRoot = rest.init_source === "schema-only";
  const { parent_id, ...others } = rest;
  const parent = isRoot || parent_id === undefined ? {} : { parent_id };
  const branch = addBranch(project, { init_source: source, ...others, ...parent, name });
  if (body.annotation_value) project.annotations[branch.id] = body.annotation_value;
  whenMade(branch.id);
  const operations = [
    beginOperation(project, "create_branch", branch.id, () => Object.assign(branch, { current_state: "ready" })),
  ];
  const endpoints = (body.endpoints ?? []).map(() => addEndpoint(project, branch.id));
  for (const endpoint of endpoints)
    operations.push(
      beginOperation(project, "start_compute", branch.id, () => Object.assign(endpoint, { current_state: "active" })),
    );
  return found({ branch, endpoints, operations: operations.map(shown), roles: [], databases: [] }, 201);
}

function restore(asked: Asked): FakeAnswer {
  const { project, body } = asked;
  const branch = branchOf(asked);
  if (!branch) return missing;
  if (body.preserve_under_name !== undefined)
    addBranch(project, { name: body.preserve_under_name, current_state: "ready" });
  branch.current_state = "resetting";
  const operation = beginOperation(project, "restore", branch.id, () =>
    Object.assign(branch, { current_state: "ready" }),
  );
  return found({ branch, operations: [shown(operation)] });
}

function setState(asked: Asked, state: string, action: string): FakeAnswer {
  const { project } = asked;
  const endpoint = endpointOf(asked);
  if (!endpoint) return missing;
  endpoint.pending_state = state;
  const operation = beginOperation(project, action, endpoint.branch_id, () =>
    Object.assign(endpoint, { current_state: state, pending_state: undefined }),
  );
  return found({ endpoint, operations: [shown(operation)] });
}

const routes: readonly (readonly [string, Route])[] = [
  ["GET /auth", ({ project }) => found({ account_id: "org-calm-1", auth_method: project.authMethod })],
  ["GET /users/me", () => found({ email: "ada@example.com", login: "ada", name: "Ada" })],
  ["GET /users/me/organizations", () => found({ organizations: [{ id: "org-calm-1", name: "Calm Shop Ltd" }] })],
  [
    "GET /projects",
    ({ project }) =>
      found({ projects: [toListItem(project)], unavailable_project_ids: ["lost-sea-11111111"], pagination: {} }),
  ],
  ["GET /projects/shared", () => found({ projects: [], pagination: {} })],
  ["GET P", ({ project }) => found({ project: toListItem(project) })],
  ["GET P/operations", ({ project }) => found({ operations: project.operations.map(shown), pagination: {} })],
  [
    `GET P/operations/${anyBranch}`,
    ({ project, part }) => {
      const operation = project.operations.find(({ id }) => id === part(1));
      if (!operation) return missing;
      pollOperation(project, operation);
      return found({ operation: shown(operation) });
    },
  ],
  ["GET P/endpoints", ({ project }) => found({ endpoints: project.endpoints })],
  [
    "POST P/endpoints",
    ({ project, body }) => {
      const endpoint = addEndpoint(project, body.endpoint?.branch_id ?? "");
      const operation = beginOperation(project, "start_compute", endpoint.branch_id, () =>
        Object.assign(endpoint, { current_state: "active" }),
      );
      return found({ endpoint, operations: [shown(operation)] }, 201);
    },
  ],
  [
    `PATCH P/endpoints/${anyBranch}`,
    (asked) => {
      const endpoint = endpointOf(asked);
      return endpoint ? found({ endpoint: Object.assign(endpoint, asked.body.endpoint), operations: [] }) : missing;
    },
  ],
  [`POST P/endpoints/${anyBranch}/start`, (asked) => setState(asked, "active", "start_compute")],
  [`POST P/endpoints/${anyBranch}/suspend`, (asked) => setState(asked, "idle", "suspend_compute")],
  ["GET P/branches", listBranches],
  ["POST P/branches", (asked) => makeBranch(asked, asked.body, "parent-data")],
  [
    "POST P/branch_anonymized",
    (asked) => makeBranch(asked, { ...asked.body.branch_create }, "anonymized", (id) => beginMasking(asked, id)),
  ],
  [
    `GET P/branches/${anyBranch}`,
    (asked) => {
      const branch = branchOf(asked);
      return branch ? found({ branch }) : missing;
    },
  ],
  [
    `PATCH P/branches/${anyBranch}`,
    (asked) => {
      const branch = branchOf(asked);
      if (!branch) return missing;
      const { expires_at: expiry, ...rest } = asked.body.branch ?? {};
      Object.assign(branch, rest, expiry === undefined ? {} : { expires_at: expiry ?? undefined });
      return found({ branch, operations: [] });
    },
  ],
  [
    `DELETE P/branches/${anyBranch}`,
    (asked) => {
      const branch = branchOf(asked);
      if (!branch) return found(null, 204);
      const { project } = asked;
      if (project.branches.some(({ parent_id }) => parent_id === branch.id))
        return { status: 422, body: { code: "", message: `cannot delete branch that has children: ${branch.id}` } };
      project.branches.splice(project.branches.indexOf(branch), 1);
      return found({ branch, operations: [shown(beginOperation(project, "delete_timeline", branch.id))] });
    },
  ],
  [`POST P/branches/${anyBranch}/restore`, restore],
  [
    `POST P/branches/${anyBranch}/set_as_default`,
    (asked) => {
      const branch = branchOf(asked);
      for (const other of asked.project.branches) other.default = other === branch;
      return branch ? found({ branch, operations: [] }) : missing;
    },
  ],
  [
    `GET P/branches/${anyBranch}/endpoints`,
    ({ project, part }) => found({ endpoints: project.endpoints.filter((one) => one.branch_id === part(1)) }),
  ],
  [
    `GET P/branches/${anyBranch}/databases`,
    () => found({ databases: [{ id: 1, name: "shop", owner_name: "shop_owner" }] }),
  ],
  [
    `GET P/branches/${anyBranch}/roles`,
    () => found({ roles: ["app", "shop_owner"].map((name) => ({ name, protected: false })) }),
  ],
  [
    `GET P/branches/${anyBranch}/roles/${anyBranch}/reveal_password`,
    ({ project, part }) =>
      project.storesPasswords
        ? found({ password: `pw-of-${part(2)}` })
        : found({ code: "", message: "passwords are not stored" }, 412),
  ],
  ["GET P/snapshots", ({ project }) => found({ snapshots: project.snapshots })],
  [
    `POST P/branches/${anyBranch}/snapshot`,
    ({ project, part, query }) => {
      const id = `snap-${project.snapshots.length + 1}`;
      const snapshot = {
        id,
        name: query.get("name") ?? "",
        source_branch_id: part(1),
        created_at: new Date().toISOString(),
      };
      project.snapshots.push(snapshot);
      return found({ snapshot, operations: [shown(beginOperation(project, "create_snapshot", part(1)))] });
    },
  ],
  [
    `DELETE P/snapshots/${anyBranch}`,
    ({ project, part }) => {
      const index = project.snapshots.findIndex(({ id }) => id === part(1));
      project.snapshots.splice(index, index < 0 ? 0 : 1);
      return found({ operations: [] }, 202);
    },
  ],
  [
    `POST P/snapshots/${anyBranch}/restore`,
    (asked) => {
      const { target_branch_id: target, name = "restored" } = asked.body;
      const old = asked.project.branches.find(({ id }) => id === target);
      if (!old) return makeBranch(asked, { branch: { name } }, "snapshot");
      const taken = old.name;
      old.name = `${taken}_old`;
      const origin = { restored_from: asked.part(1), restored_as: old.id };
      return makeBranch(asked, { branch: { name: taken, ...origin } }, "snapshot");
    },
  ],
  ...upkeepRoutes,
];

function listBranches({ project, query }: Asked): FakeAnswer {
  const search = query.get("search");
  const all = project.branches.filter(({ name }) => search === null || name.includes(search));
  const from = Number(query.get("cursor") ?? 0);
  const next = from + 2 < all.length ? { next: String(from + 2) } : {};
  const annotations = Object.fromEntries(
    Object.entries(project.annotations).map(([id, value]) => [id, { object: { type: "console/branch", id }, value }]),
  );
  return found({ branches: all.slice(from, from + 2), annotations, pagination: next });
}

function toListItem({ id, name, storesPasswords }: FakeProject) {
  const rest = {
    region_id: "aws-eu-central-1",
    pg_version: 17,
    org_id: "org-calm-1",
    history_retention_seconds: 86_400,
  };
  return { id, name, store_passwords: storesPasswords, ...rest };
}

/** The answer to `METHOD /path?query`; changes the project as Neon would. */
export function answerNeon(project: FakeProject, line: string, body: unknown): FakeAnswer {
  const [path = "", search = ""] = line.split("?");
  for (const [pattern, route] of routes) {
    const source = pattern.replace(/ P(?=\/|$)/, ` /projects/${project.id}`);
    const match = new RegExp(`^${source}$`).exec(path);
    if (!match) continue;
    const part = (index: number) => decodeURIComponent(match[index] ?? "");
    // as: the adapter's own bodies; a test fails on what it reads there and is not so
    return route({ project, part, query: new URLSearchParams(search), body: body as Body });
  }
  return missing;
}
