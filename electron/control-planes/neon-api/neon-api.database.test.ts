import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startTestNeonApi, type TestNeonApi, textAt } from "../../testing/neon/neon-api-server.ts";
import {
  createPlaneFolder,
  hastyProjectRequest,
  mainId,
  type PlaneFolder,
  projectId,
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
  await runSql(await plane.adminParameters(projectId, branchId, "shop"), sql);

beforeAll(async () => {
  folder = await createPlaneFolder();
  plane = await folder.open();
  await plane.createProject(hastyProjectRequest);
  await plane.createDatabase(projectId, mainId, { name: "shop", owner: "app_owner" });
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
      { databases: [{ name: "shop", owner_name: "app_owner" }] },
      { roles: [{ name: "app_owner" }, { name: "mara" }] },
    ]);
    for (const path of [
      `branches/${mainId}/databases/shop`,
      `branches/${mainId}/roles/mara`,
      `branches/${mainId}/endpoints`,
    ])
      expect((await api.send("GET", `${project}/${path}`)).status).toBe(200);
    const revealed = await api.send("GET", `${project}/branches/${mainId}/roles/mara/reveal_password`);
    const password = textAt(revealed.body, "password");
    const parameters = { ...(await plane.connectParameters(projectId, mainId, "shop", "mara")), password };
    expect(await runSql(parameters, "SELECT current_user")).toEqual([["mara"]]);
    const uri = await api.send("GET", `${project}/connection_uri?database_name=shop&role_name=mara`);
    expect(textAt(uri.body, "uri")).toBe(
      `postgresql://mara:${password}@${endpointId}.neon.localhost:5432/shop?sslmode=require&channel_binding=require`,
    );
    const missing = ["database_name=shop", "database_name=x&role_name=mara", "database_name=shop&role_name=x"];
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

describe("what stands in a branch", () => {
  const branch = `${project}/branches/${mainId}`;
  const run = async (method: string, path: string, body?: unknown) => {
    const { status, body: answer } = await api.send(method, `${branch}/${path}`, body);
    return [status, answer];
  };
  const finished = [{ action: "apply_config", status: "finished", branch_id: mainId }];

  it("are roles: made with a password, given another one, deleted once", async () => {
    const name = 'odd "role"/é';
    const path = `roles/${encodeURIComponent(name)}`;
    expect(await run("POST", "roles", { role: { name } })).toMatchObject([
      201,
      { role: { name }, operations: finished },
    ]);
    expect((await run("POST", "roles", { role: { name } }))[0]).toBe(409);
    expect((await run("POST", "roles", { role: { name: "pg_x" } }))[0]).toBe(400);
    const first = textAt((await run("GET", `${path}/reveal_password`))[1], "password");
    const reset = await run("POST", `${path}/reset_password`);
    const second = textAt(reset[1], "role", "password");
    expect([first === second, textAt((await run("GET", `${path}/reveal_password`))[1], "password")]).toEqual([
      false,
      second,
    ]);
    expect((await run("DELETE", path))[0]).toBe(200);
    expect([(await run("DELETE", path))[0], (await run("GET", path))[0]]).toEqual([204, 404]);
    expect((await run("GET", `${path}/reveal_password`))[0]).toBe(404);
  });

  it("are databases: made, renamed, given to another owner, deleted once", async () => {
    const database = { name: "books", owner_name: "mara" };
    expect(await run("POST", "databases", { database })).toMatchObject([201, { database, operations: finished }]);
    expect((await run("POST", "databases", { database }))[0]).toBe(409);
    expect((await run("POST", "databases", { database: { name: "x", owner_name: "nobody" } }))[0]).toBe(404);
    const changed = { name: "papers", owner_name: "app_owner" };
    expect(await run("PATCH", "databases/books", { database: changed })).toMatchObject([200, { database: changed }]);
    expect((await run("GET", "databases/books"))[0]).toBe(404);
    expect([(await run("DELETE", "databases/papers"))[0], (await run("DELETE", "databases/papers"))[0]]).toEqual([
      200, 204,
    ]);
  });

  it("is told as a schema, and compared with another branch's", async () => {
    const list = await api.send("GET", `${project}/branches?search=dev`);
    const id = textAt(list.body, "branches", 0, "id");
    await admin(id, "ALTER TABLE public.item ADD name text");
    const schema = await run("GET", "schema?db_name=shop");
    expect(textAt(schema[1], "sql")).toBe(`-- table public.item
CREATE TABLE "public"."item" (
  "id" integer NOT NULL
);

ALTER TABLE "public"."item"
  ADD CONSTRAINT "item_pkey" PRIMARY KEY (id);
`);
    const { body } = await api.send("GET", `${project}/branches/${id}/compare_schema?db_name=shop`);
    expect(
      textAt(body, "diff")
        .split("\n")
        .filter((line) => /^[-+]/.test(line)),
    ).toEqual([
      "--- a/shop-schema.sql",
      "+++ b/shop-schema.sql",
      '-  "id" integer NOT NULL',
      '+  "id" integer NOT NULL,',
      '+  "name" text',
    ]);
    expect((await run("GET", "schema?db_name=none"))[0]).toBe(404);
  });

  it("changes in place: name, protection and expiry, and never against Neon's rules", async () => {
    const list = await api.send("GET", `${project}/branches?search=dev`);
    const path = `${project}/branches/${textAt(list.body, "branches", 0, "id")}`;
    const change = async (changes: unknown) => {
      const { status, body } = await api.send("PATCH", path, { branch: changes });
      return status === 200 ? body : status;
    };
    const expires_at = `${new Date(Date.now() + 3_600_000).toISOString().slice(0, 19)}Z`;
    expect(await change({ expires_at, name: "dev 2" })).toMatchObject({
      branch: { expires_at, name: "dev 2" },
      operations: [],
    });
    expect(await change({ protected: true })).toBe(422);
    expect(await change({ expires_at: null, protected: true })).toMatchObject({ branch: { protected: true } });
    expect([await change({ expires_at }), await change({ name: "main" })]).toEqual([422, 409]);
    expect((await api.send("DELETE", path)).status).toBe(422);
    expect((await api.send("GET", path)).body).not.toHaveProperty("branch.expires_at");
    expect(await change({ protected: false, name: "dev" })).toMatchObject({ branch: { protected: false } });
    expect(
      (
        await api.send("PATCH", `${project}/endpoints/${endpointIdOf(textAt(list.body, "branches", 0, "id"))}`, {
          endpoint: { suspend_timeout_seconds: 600 },
        })
      ).body,
    ).toMatchObject({ endpoint: { suspend_timeout_seconds: 600 } });
  });
});

it("makes an anonymised branch, masked at once or when it is asked for, by rules that can be replaced", async () => {
  const rule = {
    ...{ database_name: "shop", schema_name: "public", table_name: "person", column_name: "name" },
    masking_function: "anon.random_int_between(100, 100)",
  };
  await admin(mainId, "CREATE TABLE public.person AS SELECT 'Ada'::text AS name");
  const make = async (name: string, more: unknown) =>
    await api.send("POST", `${project}/branch_anonymized`, {
      branch_create: { branch: { name }, endpoints: [{ type: "read_write" }] },
      ...z.looseObject({}).parse(more),
    });
  const made = await make("masked later", { masking_rules: [rule] });
  await api.settle(projectId);
  const path = `${project}/branches/${textAt(made.body, "branch", "id")}`;
  const state = async () => textAt((await api.send("GET", `${path}/anonymized_status`)).body, "state");
  const states = [await state()];
  expect((await api.send("GET", `${path}/masking_rules`)).body).toEqual({ masking_rules: [rule] });
  const other = { ...rule, masking_function: "anon.fake_first_name()" };
  expect((await api.send("PATCH", `${path}/masking_rules`, { masking_rules: [other] })).status).toBe(200);
  for (const rules of [[other], [rule]]) {
    await api.send("PATCH", `${path}/masking_rules`, { masking_rules: rules });
    await api.send("POST", `${path}/anonymize`);
    await api.settle(projectId);
    states.push(await state());
  }
  expect(states).toEqual(["initialized", "error", "anonymized"]);
  expect(await admin(textAt(made.body, "branch", "id"), "TABLE public.person")).toEqual([["100"]]);
  expect((await make("nothing", { start_anonymization: true })).status).toBe(422);
  expect((await api.send("GET", `${project}/branches/${mainId}/anonymized_status`)).status).toBe(404);
  await api.send("DELETE", path);
  await api.settle(projectId);
  await admin(mainId, "DROP TABLE public.person");
});

it("says what this computer cannot do, and begins nothing", async () => {
  const branches = `${project}/branches`;
  const before = (await api.send("GET", `${project}/operations`)).body;
  const answers = [
    await api.send("POST", branches, { endpoints: [{ type: "read_only" }] }),
    await api.send("POST", `${project}/endpoints`, { endpoint: { branch_id: mainId, type: "read_only" } }),
    await api.send("POST", `${branches}/${mainId}/snapshot?lsn=0/0`),
    await api.send("GET", `${branches}/${mainId}/schema?db_name=shop&timestamp=2026-01-01T00:00:00Z`),
    await api.send("GET", `${project}/connection_uri?database_name=shop&role_name=mara&pooled=true`),
    await api.send("POST", `${branches}/${mainId}/roles`, { role: { name: "x", no_login: true } }),
  ];
  expect(answers.map(({ status, body }) => [status, textAt(body, "code")])).toEqual(
    answers.map(() => [422, "FEATURE_NOT_SUPPORTED"]),
  );
  expect((await api.send("GET", `${project}/operations`)).body).toEqual(before);
});

it("keeps a branch's state, and makes a branch of it", async () => {
  const made = await api.send("POST", `${project}/branches/${mainId}/snapshot?name=before`);
  const id = textAt(made.body, "snapshot", "id");
  await admin(mainId, "DELETE FROM public.item");
  const restored = await api.send("POST", `${project}/snapshots/${id}/restore`, { name: "from snapshot" });
  const branchId = textAt(restored.body, "branch", "id");
  await api.settle(projectId);
  expect(await admin(branchId, "SELECT count(*) FROM public.item")).toEqual([["2"]]);
  expect((await api.send("DELETE", `${project}/branches/${branchId}`)).status).toBe(200);
  await api.settle(projectId);
  expect((await api.send("DELETE", `${project}/snapshots/${id}`)).status).toBe(202);
  expect((await api.send("GET", `${project}/snapshots`)).body).toEqual({ snapshots: [] });
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
