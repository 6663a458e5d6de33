// The policy against a real HTTP server that misbehaves as Neon's edges do.
import { createServer, type RequestListener, type Server } from "node:http";
import { inspect } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { isAppError } from "../../../../shared/ipc/app-error.ts";
import { type ChangeOptions, NeonApi } from "./neon-api.ts";

const apiKey = "napi_canary_4f9b2c77aa10";
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

interface Step {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The socket is destroyed instead. */
  readonly isLost?: boolean;
}

const refusal = (status: number, message: string, code = ""): Step => ({
  status,
  body: { code, message, request_id: "req-7" },
});
const good: Step = { body: { projects: ["p"] } };

/** A server that answers the n-th request with the n-th step, and an adapter whose sleeps are only written down. */
async function start(steps: readonly Step[], timeoutMs?: number) {
  const sleeps: number[] = [];
  const requests: string[] = [];
  let nowMs = Date.UTC(2026, 10, 28, 12);
  const listener: RequestListener = (request, response) => {
    const step = steps[Math.min(requests.length, steps.length - 1)] ?? good;
    requests.push(`${request.method} ${request.url} ${request.headers.authorization === `Bearer ${apiKey}`}`);
    if (step.isLost) return void request.socket.destroy();
    if (step.status === 0) return;
    const text = typeof step.body === "string" ? step.body : JSON.stringify(step.body);
    const type = typeof step.body === "string" ? "text/html" : "application/json";
    response.writeHead(step.status ?? 200, { "content-type": type, ...step.headers }).end(text);
  };
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const sleep = async (ms: number) => {
    sleeps.push(ms);
    nowMs += ms;
  };
  const api = new NeonApi({
    apiUrl: `http://127.0.0.1:${port}/api/v2/`,
    readKey: async () => apiKey,
    clock: { nowMs: () => nowMs, random: () => 0.5, sleep },
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  return { api, sleeps, requests };
}

const list = (api: NeonApi) => api.read((client, settings) => client.listProjects({ limit: 10 }, settings));
const rename = (api: NeonApi, options: ChangeOptions<unknown> = {}) =>
  api.change<unknown>((client, settings) => client.updateProject("p-1", { project: { name: "n" } }, settings), options);
const failureOf = (answer: Promise<unknown>): Promise<readonly (string | undefined)[]> =>
  answer.then(() => ["answered"], told);
const told = (error: unknown) => (isAppError(error) ? [error.code, error.message, error.hint] : [String(error)]);

describe("a read", () => {
  it("is repeated after a busy, a lost and a strange answer, with the key on each", async () => {
    const steps = [
      refusal(503, "busy"),
      { isLost: true },
      { status: 524, body: "<html>a timeout occurred</html>" },
      good,
    ];
    const { api, requests, sleeps } = await start(steps);
    expect(await list(api)).toEqual({ projects: ["p"] });
    expect(requests).toEqual(new Array(4).fill("GET /api/v2/projects?limit=10 true"));
    expect(sleeps).toEqual([225, 450, 900]);
  });

  it("waits as long as Neon asks, in seconds or until a date, and gives up when that is too long", async () => {
    const date = "Sat, 28 Nov 2026 12:00:09 GMT"; // 2 s and a bit have passed by then
    const asked = await start([
      { ...refusal(429, "slow"), headers: { "retry-after": "2" } },
      { ...refusal(429, "slow"), headers: { "retry-after": date } },
      good,
    ]);
    await list(asked.api);
    expect(asked.sleeps).toEqual([2_125, 7_000]);
    const long = await start([{ ...refusal(429, "slow"), headers: { "retry-after": "120" } }]);
    const error = await failureOf(list(long.api));
    expect(error).toEqual([
      "conflict",
      "Neon takes no more requests for now: the account's rate limit is used up.",
      "Neon asks to wait 120 s. All tools that use the account share the limit. Neon's request id is req-7.",
    ]);
    expect(long.requests.length).toBe(1);
  });

  it("is not repeated when Neon has answered for good", async () => {
    const { api, requests } = await start([refusal(401, "invalid key")]);
    expect((await failureOf(list(api)))[1]).toBe("Neon does not accept this API key. Neon says: “invalid key”.");
    expect(requests.length).toBe(1);
  });

  it("takes a page of HTML for no answer, whatever its state says", async () => {
    const { api } = await start([{ body: "<html>Log in to the hotel's network</html>" }]);
    expect((await failureOf(list(api))).slice(0, 2)).toEqual([
      "connectionFailed",
      "Neon's API did not answer properly (HTTP 200).",
    ]);
  });

  it("ends in time", async () => {
    const { api } = await start([{ status: 0 }], 50);
    expect((await failureOf(list(api)))[1]).toBe("Neon's API did not answer (ETIMEDOUT).");
  });

  it("is cancelled", async () => {
    const { api } = await start([{ status: 0 }]);
    const abort = new AbortController();
    const answer = failureOf(api.read((client, settings) => client.listProjects({}, settings), abort.signal));
    setTimeout(() => abort.abort(), 30);
    expect((await answer)[0]).toBe("cancelled");
  });
});

describe("a change", () => {
  it("is sent again after 423, 429 and 503 only, and says once that it waits", async () => {
    const locked = refusal(423, "project already has running conflicting operations");
    const { api, requests } = await start([locked, locked, refusal(429, "slow"), refusal(503, "busy"), good]);
    let told = 0;
    const onLocked = () => {
      told += 1;
    };
    expect(await rename(api, { onLocked })).toEqual({ projects: ["p"] });
    expect([told, requests.length]).toEqual([1, 5]);
  });

  it("keeps its repetitions for trouble of its own, however often the project was locked before", async () => {
    const locks = new Array<Step>(6).fill(refusal(423, "running operations"));
    const { api, requests } = await start([...locks, ...new Array<Step>(4).fill(refusal(503, "busy")), good]);
    expect(await rename(api)).toEqual(good.body);
    expect(requests.length).toBe(11);
  });

  it("gives up on a project that stays locked", async () => {
    const { api, sleeps } = await start([refusal(423, "running operations")]);
    expect((await failureOf(rename(api)))[0]).toBe("conflict");
    expect(Math.max(...sleeps)).toBeLessThanOrEqual(5_000);
    expect(sleeps.length).toBeGreaterThan(20);
  });

  it.each([
    ["a lost answer", { isLost: true }],
    ["524 with HTML", { status: 524, body: "<html></html>" }],
    ["502", { status: 502, body: "bad gateway" }],
  ] as const)("is not sent again blindly after %s", async (_name, step) => {
    const { api, requests } = await start([step]);
    expect((await failureOf(rename(api)))[0]).toBe("outcomeUnknown");
    expect(requests.length).toBe(1);
  });

  it("takes what a look finds for its result, and is sent again when the look finds nothing", async () => {
    const made = await start([{ isLost: true }, good]);
    expect(await rename(made.api, { findOutcome: async () => "made" })).toBe("made");
    expect(made.requests.length).toBe(1);
    const unmade = await start([{ isLost: true }, good]);
    expect(await rename(unmade.api, { findOutcome: async () => null })).toEqual({ projects: ["p"] });
    expect(unmade.requests.length).toBe(2);
  });

  it("stays unknown when the look gets no answer either", async () => {
    const { api } = await start([{ isLost: true }]);
    expect((await failureOf(rename(api, { findOutcome: () => list(api) })))[0]).toBe("outcomeUnknown");
  });
});

it("never lets the key out in an error, whatever looks at it", async () => {
  const echo = { status: 400, body: { code: apiKey, message: `bad key ${apiKey}`, request_id: apiKey } };
  const steps: readonly Step[] = [
    echo,
    refusal(401, "no"),
    { status: 500, body: apiKey },
    { isLost: true },
    { status: 302, body: "", headers: { location: "http://127.0.0.1:1/" } },
  ];
  for (const step of steps) {
    const { api } = await start([step]);
    for (const send of [list, rename]) {
      const error: unknown = await send(api).then(
        () => "answered",
        (reason: unknown) => reason,
      );
      expect(isAppError(error)).toBe(true);
      const shown = [inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error), String(error)];
      const wire = isAppError(error) ? JSON.stringify(error.toWire()) : "";
      expect([...shown, wire].join("\n")).not.toContain("canary");
      expect(error instanceof Error ? error.cause : "none").toBeUndefined();
    }
    expect(inspect(api, { depth: 20, showHidden: true }) + JSON.stringify(api)).not.toContain("canary");
  }
});

it("says that the network is down, and sends again what was never sent", async () => {
  const sleeps: number[] = [];
  const clock = { nowMs: () => 0, random: () => 0, sleep: async (ms: number) => void sleeps.push(ms) };
  const api = new NeonApi({ apiUrl: "http://127.0.0.1:1/api/v2", readKey: async () => apiKey, clock });
  expect((await failureOf(rename(api))).slice(0, 2)).toEqual([
    "connectionFailed",
    "Neon's API cannot be reached (ECONNREFUSED).",
  ]);
  expect(sleeps.filter((ms) => ms >= 150).length).toBe(4);
});
