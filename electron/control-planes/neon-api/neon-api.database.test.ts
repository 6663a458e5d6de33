import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestNeonApi, type TestNeonApi, testKeys, textAt } from "../../testing/neon-api-server.ts";
import {
  createPlaneFolder,
  mainId,
  type PlaneFolder,
  projectId,
  projectRequest,
  runSql,
} from "../../testing/plane-folder.ts";
import type { EmbeddedControlPlane } from "../embedded/embedded-control-plane.ts";
import { endpointIdOf } from "../neon-id.ts";

let folder: PlaneFolder;
let plane: EmbeddedControlPlane;
let api: TestNeonApi;
const project = `/projects/${projectId}`;
const locked = "project already has running conflicting operations, scheduling of new ones is prohibited";
const endpoints = [{ type: "read_write" }];
const admin = async (branchId: string, sql: string) =>
  await runSql(await plane.adminParameters(projectId, branchId, "postgres"), sql);
const statusOf = async (path: string, headers: Record<string, string>) => {
  const { status, body } = await api.send("GET", path, undefined, headers);
  return [status, status < 300 ? "" : textAt(body, "message")];
};

beforeAll(async () => {
  folder = await createPlaneFolder();
  plane = await folder.open();
  await plane.createProject(projectRequest);
  await admin(mainId, "CREATE TABLE public.item (id int PRIMARY KEY)");
  await admin(mainId, "INSERT INTO public.item VALUES (1), (2)");
  api = await startTestNeonApi(plane, folder.path);
});
afterAll(async () => {
  const problems = api.problems();
  await api.close();
  await plane.close();
  await folder.remove();
  expect(problems).toEqual([]);
});

describe("who is let in", () => {
  it("is the bearer of a key, on loopback", async () => {
    const denied = [401, "supplied credentials do not pass authentication"];
    expect(await statusOf("/regions", { Authorization: "" })).toEqual(denied);
    expect(await statusOf("/regions", { Authorization: "Bearer napi_wrong" })).toEqual(denied);
    expect(await statusOf("/regions", { Authorization: testKeys.user })).toEqual(denied);
    expect(await statusOf("/nothing", { Authorization: "Bearer napi_wrong" })).toEqual(denied);
    expect(await statusOf("/regions", {})).toEqual([200, ""]);
  });

  it("is told what kind of key it has, and reaches what the key reaches", async () => {
    const as = (key: string) => ({ Authorization: `Bearer ${key}` });
    const kinds = await Promise.all(
      Object.values(testKeys).map(async (key) => (await api.send("GET", "/auth", undefined, as(key))).body),
    );
    expect(kinds.map((one) => textAt(one, "auth_method"))).toEqual(["api_key_user", "api_key_org", "api_key_org"]);
    expect(await statusOf("/users/me", {})).toEqual([200, ""]);
    expect(await statusOf("/users/me", as(testKeys.organisation))).toEqual([
      403,
      "not allowed for organization API keys",
    ]);
    expect(await statusOf("/projects", {})).toEqual([
      400,
      "org_id is required, you can find it on your organization settings page",
    ]);
    const organisations = await api.send("GET", "/users/me/organizations");
    const organisationId = textAt(organisations.body, "organizations", 0, "id");
    const list = await api.send("GET", `/projects?org_id=${organisationId}`);
    expect([list.status, textAt(list.body, "projects", 0, "id")]).toEqual([200, projectId]);
    expect(await statusOf("/projects?org_id=org-other", {})).toEqual([404, "organization not found"]);
    expect(await statusOf("/projects", as(testKeys.project))).toEqual([200, ""]);
    expect(await statusOf(project, as(testKeys.project))).toEqual([200, ""]);
    for (const path of [`/organizations/${organisationId}`, "/projects/shared"])
      expect(await statusOf(path, {})).toEqual([200, ""]);
  });

  it("gets its request id back, in errors too, and only a harmless one", async () => {
    const ask = async (id: string) => {
      const { body, headers } = await api.send("GET", "/projects/none", undefined, { "X-Request-ID": id });
      return [headers.get("x-request-id"), textAt(body, "request_id")];
    };
    expect(await ask("abc-123")).toEqual(["abc-123", "abc-123"]);
    const made = await ask("<b>not an id</b>");
    expect(made).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), made[0]]);
  });

  it("gets an error body for what does not exist, is no JSON, or does not fit", async () => {
    const answers = [
      await api.send("GET", "/projects/none/branches"),
      await api.send("GET", `${project}/branches/br-none`),
      await api.send("GET", `${project}/endpoints/ep-none`),
      await api.send("GET", `${project}/operations/none`),
      await api.send("DELETE", `${project}/branches/br-none`),
      await api.send("GET", `${project}/vpc_endpoints`),
      await api.send("POST", `${project}/branches`, "{"),
      await api.send("POST", `${project}/branches`, { branch: { name: "a\nb" } }),
      await api.send("POST", `${project}/branches`, { branch: { name: "x", parent_id: "br-none" } }),
      await api.send("POST", `${project}/branches`, { branch: { name: "main" } }),
      await api.send("POST", `${project}/branches`, { branch: { name: "x", expires_at: "2020-01-01T00:00:00Z" } }),
      await api.send("GET", `${project}/branches?limit=0`),
      await api.send("GET", `${project}/branches?cursor=AAAA`),
      await api.send("GET", `${project}/%E0%A4%A/x`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([
      404, 404, 404, 404, 404, 404, 400, 400, 404, 409, 400, 400, 400, 404,
    ]);
    expect(answers.map(({ body }) => typeof textAt(body, "code"))).toEqual(answers.map(() => "string"));
  });
});

describe("a project", () => {
  it("shows its branches, endpoints, databases and roles, and reveals passwords when asked", async () => {
    const [branch, count, endpoint, databases, roles] = await Promise.all(
      [
        `branches/${mainId}`,
        "branches/count",
        "endpoints",
        `branches/${mainId}/databases`,
        `branches/${mainId}/roles`,
      ].map(async (path) => (await api.send("GET", `${project}/${path}`)).body),
    );
    const endpointId = endpointIdOf(mainId);
    expect([branch, count, endpoint, databases, roles]).toMatchObject([
      { branch: { id: mainId, name: "main", default: true, current_state: "ready" }, annotation: { value: {} } },
      { count: 1 },
      {
        endpoints: [
          { id: endpointId, host: `${endpointId}.neon.localhost`, branch_id: mainId, current_state: "active" },
        ],
      },
      { databases: [{ name: "postgres" }] },
      { roles: [{ name: "app_owner" }, { name: "mara" }] },
    ]);
    for (const path of [
      `branches/${mainId}/databases/postgres`,
      `branches/${mainId}/roles/mara`,
      `branches/${mainId}/endpoints`,
    ])
      expect((await api.send("GET", `${project}/${path}`)).status).toBe(200);
    const revealed = await api.send("GET", `${project}/branches/${mainId}/roles/mara/reveal_password`);
    const password = textAt(revealed.body, "password");
    const parameters = { ...(await plane.connectParameters(projectId, mainId, "postgres", "mara")), password };
    expect(await runSql(parameters, "SELECT current_user")).toEqual([["mara"]]);
    const uri = await api.send("GET", `${project}/connection_uri?database_name=postgres&role_name=mara`);
    expect(textAt(uri.body, "uri")).toBe(
      `postgresql://mara:${password}@${endpointId}.neon.localhost:5432/postgres?sslmode=require&channel_binding=require`,
    );
    const missing = ["database_name=postgres", "database_name=x&role_name=mara", "database_name=postgres&role_name=x"];
    const answers = await Promise.all(missing.map((query) => api.send("GET", `${project}/connection_uri?${query}`)));
    expect(answers.map(({ status }) => status)).toEqual([400, 404, 404]);
  });
});

describe("a branch", () => {
  it("is made in the background: pending at first, the project locked meanwhile", async () => {
    const asked = { branch: { name: "dev", parent_id: mainId }, endpoints, annotation_value: { ticket: "42" } };
    const [first, second] = await Promise.all([
      api.send("POST", `${project}/branches`, asked),
      api.send("POST", `${project}/branches`, asked),
    ]);
    const [made, refused] = first.status === 201 ? [first, second] : [second, first];
    const id = textAt(made.body, "branch", "id");
    expect([refused.status, textAt(refused.body, "message")]).toEqual([423, locked]);
    expect(made).toMatchObject({
      status: 201,
      body: {
        branch: { name: "dev", parent_id: mainId, current_state: "init", pending_state: "ready" },
        endpoints: [{ id: endpointIdOf(id), current_state: "init", pending_state: "active" }],
        operations: [
          { action: "create_branch", status: "running", branch_id: id },
          { action: "start_compute", status: "scheduling", endpoint_id: endpointIdOf(id) },
        ],
      },
    });
    const meanwhile = await api.send("DELETE", `${project}/branches/${id}`);
    expect([meanwhile.status, textAt(meanwhile.body, "message")]).toEqual([423, locked]);
    await api.settle(projectId);
    const operationId = textAt(made.body, "operations", 1, "id");
    expect((await api.send("GET", `${project}/operations/${operationId}`)).body).toMatchObject({
      operation: { status: "finished", action: "start_compute" },
    });
    expect((await api.send("GET", `${project}/branches/${id}`)).body).toMatchObject({
      branch: { current_state: "ready" },
      annotation: { value: { ticket: "42" } },
    });
    expect(await admin(id, "SELECT count(*) FROM public.item")).toEqual([["2"]]);
  });

  it("sleeps and wakes by its endpoint", async () => {
    const list = await api.send("GET", `${project}/branches?search=dev`);
    const endpoint = `${project}/endpoints/${endpointIdOf(textAt(list.body, "branches", 0, "id"))}`;
    const change = async (action: string) => {
      const { status, body } = await api.send("POST", `${endpoint}/${action}`);
      await api.settle(projectId);
      const after = await api.send("GET", endpoint);
      const operations = (body as { operations: { action: string }[] }).operations.map((one) => one.action);
      return [status, operations, textAt(after.body, "endpoint", "current_state")];
    };
    expect(await change("suspend")).toEqual([200, ["suspend_compute"], "idle"]);
    expect(await change("suspend")).toEqual([200, [], "idle"]);
    expect(await change("start")).toEqual([200, ["start_compute"], "active"]);
    expect(await change("start")).toEqual([200, [], "active"]);
    expect(await change("restart")).toEqual([200, ["suspend_compute", "start_compute"], "active"]);
  });

  it("is listed by pages, in the order that was asked for", async () => {
    await api.send("POST", `${project}/branches`, { branch: { name: "b1" } });
    await api.settle(projectId);
    const names: string[] = [];
    let cursor = "";
    for (let page = 0; page < 9; page++) {
      const { body } = await api.send("GET", `${project}/branches?sort_by=name&sort_order=asc&limit=1${cursor}`);
      const { branches, pagination } = body as { branches: { name: string }[]; pagination: { next?: string } };
      names.push(...branches.map(({ name }) => name));
      if (pagination.next === undefined) break;
      cursor = `&cursor=${pagination.next}`;
    }
    expect(names).toEqual(["b1", "dev", "main"]);
    const newest = await api.send("GET", `${project}/branches?sort_by=created_at`);
    expect((newest.body as { branches: { name: string }[] }).branches.map(({ name }) => name)).toEqual([
      "b1",
      "dev",
      "main",
    ]);
    const old = await api.send("GET", `${project}/branches?sort_by=created_at${cursor}`);
    expect(old.status).toBe(400);
  });

  it("has no endpoint unless one was asked for, and gets one later", async () => {
    const list = await api.send("GET", `${project}/branches?search=b1`);
    const id = textAt(list.body, "branches", 0, "id");
    const of = async () => (await api.send("GET", `${project}/branches/${id}/endpoints`)).body;
    expect(await of()).toEqual({ endpoints: [] });
    const made = await api.send("POST", `${project}/endpoints`, { endpoint: { branch_id: id, type: "read_write" } });
    expect([made.status, textAt(made.body, "endpoint", "id")]).toEqual([201, endpointIdOf(id)]);
    await api.settle(projectId);
    expect(await of()).toMatchObject({ endpoints: [{ id: endpointIdOf(id), current_state: "active" }] });
    const again = await api.send("POST", `${project}/endpoints`, { endpoint: { branch_id: id, type: "read_write" } });
    expect(again.status).toBe(422);
  });

  it("is deleted once, never the default one nor one with children", async () => {
    const list = await api.send("GET", `${project}/branches?search=b1`);
    const id = textAt(list.body, "branches", 0, "id");
    const child = await api.send("POST", `${project}/branches`, { branch: { name: "child", parent_id: id } });
    await api.settle(projectId);
    const refused = [
      await api.send("DELETE", `${project}/branches/${mainId}`),
      await api.send("DELETE", `${project}/branches/${id}`),
    ];
    expect(refused.map(({ status, body }) => [status, textAt(body, "message")])).toEqual([
      [422, "cannot delete the default branch of a project"],
      [422, `cannot delete branch that has children: ${textAt(child.body, "branch", "id")}`],
    ]);
    for (const one of [textAt(child.body, "branch", "id"), id]) {
      const answer = await api.send("DELETE", `${project}/branches/${one}`);
      expect([answer.status, textAt(answer.body, "operations", 0, "status")]).toEqual([200, expect.any(String)]);
      expect((await api.send("GET", `${project}/branches/${one}`)).status).toBe(404);
      await api.settle(projectId);
      expect((await api.send("DELETE", `${project}/branches/${one}`)).status).toBe(204);
    }
    expect((await plane.listBranches(projectId)).map(({ name }) => name)).not.toContain("b1");
  });
});

it("keeps operations over a restart, newest first, and pages them by the older style", async () => {
  const idsOf = async (query = "") => {
    const { body } = await api.send("GET", `${project}/operations${query}`);
    const { operations, pagination } = body as { operations: { id: string }[]; pagination?: { cursor: string } };
    return { ids: operations.map(({ id }) => id), cursor: pagination?.cursor };
  };
  const before = await idsOf();
  await api.close();
  const earlier = api.problems();
  api = await startTestNeonApi(plane, folder.path);
  expect([earlier, await idsOf()]).toEqual([[], before]);
  const first = await idsOf("?limit=3");
  const second = await idsOf(`?limit=3&cursor=${first.cursor}`);
  expect([...first.ids, ...second.ids]).toEqual(before.ids.slice(0, 6));
  expect(await idsOf(`?cursor=${before.ids.at(-1)}`)).toEqual({ ids: [], cursor: undefined });
});
