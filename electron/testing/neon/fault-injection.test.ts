import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHttpServer } from "../../control-planes/neon-api/http/http-server.ts";
import { declareRoute, ok } from "../../control-planes/neon-api/http/route.ts";
import { FaultInjection, startFaultAdmin } from "./fault-injection.ts";

let faults: FaultInjection;
let made: number;
let url: string;
let close: () => void;
const branch = { id: "br-1", current_state: "ready" };
const operation = { id: "1", action: "create_branch", status: "finished", failures_count: 0 };
const routes = [
  declareRoute("GET", "/projects", async () => ok({ projects: [{ id: "p1" }, { id: "p2" }] })),
  declareRoute("GET", "/things", async () => ok({ branch, operations: [operation] })),
  declareRoute("POST", "/things", async () => {
    made++;
    return { status: 201, body: {} };
  }),
];
const ask = async (path: string, method = "GET") => {
  const answer = await fetch(`${url}${path}`, { method, headers: { Authorization: "Bearer key" } });
  const text = await answer.text();
  return {
    status: answer.status,
    type: answer.headers.get("content-type"),
    retry: answer.headers.get("retry-after"),
    text,
  };
};
const json = async (path: string) => JSON.parse((await ask(path)).text);

beforeEach(async () => {
  made = 0;
  faults = new FaultInjection();
  const keys = [{ secret: "key", kind: "user" as const }];
  const server = createHttpServer({ root: "/v2", routes, keys, log: () => undefined, intercept: faults.intercept });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/v2`;
  close = () => {
    server.close();
    server.closeAllConnections();
  };
});
afterEach(() => close());

it("refuses as often as planned, with Retry-After in seconds or as a date, and does nothing then", async () => {
  const date = "Wed, 21 Oct 2026 07:28:00 GMT";
  faults.plan({ method: "POST", path: "/things", times: 2, fault: { kind: "status", status: 429, retryAfter: "7" } });
  faults.plan({ method: "POST", path: "/.*", fault: { kind: "status", status: 503, retryAfter: date } });
  const answers = [await ask("/things", "POST"), await ask("/things", "POST"), await ask("/things", "POST")];
  expect([answers.map(({ status, retry }) => [status, retry]), made, faults.left]).toEqual([
    [
      [429, "7"],
      [429, "7"],
      [503, date],
    ],
    0,
    0,
  ]);
  expect([(await ask("/things", "POST")).status, made]).toEqual([201, 1]);
});

it("answers with a page instead of JSON", async () => {
  faults.plan({ path: "/things", fault: { kind: "html" } });
  expect(await ask("/things")).toMatchObject({
    status: 524,
    type: "text/html; charset=UTF-8",
    text: expect.stringMatching(/^<!DOCTYPE/),
  });
});

it("loses an answer after everything was done", async () => {
  faults.plan({ method: "POST", path: "/things", fault: { kind: "lost" } });
  await expect(ask("/things", "POST")).rejects.toThrow();
  expect(made).toBe(1);
});

it("shows operations as stuck, failed, retried or unknown, and states that nobody knows", async () => {
  const shown = [];
  for (const as of ["stuck", "failed", "retried", "unknownWord"] as const) {
    faults.plan({ path: "/things", fault: { kind: "operations", as } });
    shown.push((await json("/things")).operations[0]);
  }
  faults.plan({ path: "/things", fault: { kind: "unknownStates" } });
  const states = (await json("/things")).branch;
  expect([shown, states, await json("/things")]).toEqual([
    [
      { ...operation, status: "running" },
      { ...operation, status: "failed", error: "injected failure", failures_count: 1 },
      { ...operation, status: "running", error: "injected failure", failures_count: 2, retry_at: expect.any(String) },
      { ...operation, action: "defragment_timeline" },
    ],
    { ...branch, current_state: "hibernating" },
    { branch, operations: [operation] },
  ]);
});

it("leaves projects out of a list, and names them", async () => {
  faults.plan({ path: "/projects", fault: { kind: "partialProjects" } });
  expect(await json("/projects")).toEqual({ projects: [], unavailable_project_ids: ["p1", "p2"] });
});

describe("the admin port", () => {
  it("plans faults and takes them back; what is none is refused", async () => {
    const admin = await startFaultAdmin(faults);
    const send = async (method: string, body?: unknown) => {
      const answer = await fetch(`${admin.url}/faults`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
      return [answer.status, await answer.json()];
    };
    const planned = await send("POST", { path: "/things", times: 3, fault: { kind: "delay", delayMs: 1 } });
    const refused = await send("POST", { path: "/things", fault: { kind: "none" } });
    await ask("/things");
    expect([planned, refused, await send("GET"), await send("DELETE")]).toEqual([
      [200, { left: 3 }],
      [400, { left: 3 }],
      [200, { left: 2 }],
      [200, { left: 0 }],
    ]);
    await admin.close();
  });
});
