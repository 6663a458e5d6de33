import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestNeonApi, type TestNeonApi, testKeys, textAt } from "../../testing/neon/neon-api-server.ts";
import {
  createPlaneFolder,
  hastyProjectRequest,
  type PlaneFolder,
  projectId,
  runSql,
} from "../../testing/plane-folder.ts";
import type { EmbeddedControlPlane } from "../embedded/embedded-control-plane.ts";

let folder: PlaneFolder;
let plane: EmbeddedControlPlane;
let api: TestNeonApi;
const project = `/projects/${projectId}`;
const statusOf = async (path: string, headers: Record<string, string>) => {
  const { status, body } = await api.send("GET", path, undefined, headers);
  return [status, status < 300 ? "" : textAt(body, "message")];
};

beforeAll(async () => {
  folder = await createPlaneFolder();
  plane = await folder.open();
  await plane.createProject(hastyProjectRequest);
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

it("makes a project in the background, renames and deletes it", async () => {
  const as = { Authorization: `Bearer ${testKeys.project}` };
  const asked = { project: { name: "Second", pg_version: 18 } };
  expect((await api.send("POST", "/projects", asked, as)).status).toBe(403);
  expect((await api.send("POST", "/projects", { project: { pg_version: 17 } })).status).toBe(422);
  const made = await api.send("POST", "/projects", asked);
  const id = textAt(made.body, "project", "id");
  expect(made).toMatchObject({
    status: 201,
    body: {
      project: { name: "Second", pg_version: 18 },
      roles: [{ name: "neondb_owner" }],
      databases: [{ name: "neondb", owner_name: "neondb_owner" }],
      branch: { id: `br-${id}`, name: "main", current_state: "init" },
      operations: [{ status: "running" }, { status: "scheduling" }, { status: "scheduling" }],
    },
  });
  expect((await api.send("GET", `/projects/${id}`)).status).toBe(200);
  expect((await api.send("GET", `/projects/${id}`, undefined, as)).status).toBe(404);
  await api.settle(id);
  const uri = new URL(textAt(made.body, "connection_uris", 0, "connection_uri"));
  const parameters = await plane.connectParameters(id, `br-${id}`, "neondb", "neondb_owner");
  expect([uri.password, await runSql(parameters, "SELECT current_user")]).toEqual([
    parameters.password,
    [["neondb_owner"]],
  ]);
  const renamed = await api.send("PATCH", `/projects/${id}`, { project: { name: "Third" } });
  expect(textAt(renamed.body, "project", "name")).toBe("Third");
  expect((await api.send("PATCH", `/projects/${id}`, { project: { settings: {} } })).status).toBe(400);
  expect((await api.send("DELETE", `/projects/${id}`)).status).toBe(200);
  expect((await api.send("GET", `/projects/${id}`)).status).toBe(404);
});
