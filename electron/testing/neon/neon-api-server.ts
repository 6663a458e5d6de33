import { join } from "node:path";
import { z } from "zod";
import type { EmbeddedControlPlane } from "../../control-planes/embedded/embedded-control-plane.ts";
import type { DataPlaneAddress } from "../../control-planes/neon-api/api.ts";
import type { Exchange, Intercept } from "../../control-planes/neon-api/http/http-server.ts";
import { type NeonApi, startNeonApi } from "../../control-planes/neon-api/neon-api.ts";
import { NeonApiDescription } from "./neon-api-description.ts";

/** The keys of the tests: a person's, an organisation's, and one for the project `shop`. */
export const testKeys = {
  user: "napi_user_0123456789",
  organisation: "napi_organisation_0123456789",
  project: "napi_project_0123456789",
};

/** The API on loopback, and what tests ask it. */
export interface TestNeonApi extends NeonApi {
  readonly exchanges: readonly Exchange[];
  readonly logLines: readonly string[];
  /** Everything that did not fit Neon's API description so far. */
  problems(): readonly string[];
  /** Sends a request as the person; `body` as JSON. */
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<ApiAnswer>;
  /** Waits until no operation of the project goes on. */
  settle(projectId: string): Promise<void>;
}

/** An answer as it came. `body` is parsed JSON, or the text where it is none. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

const operationsSchema = z.object({ operations: z.array(z.object({ status: z.string() })) });

/** The text at a path of an answer: `textAt(answer.body, "branch", "id")`. */
export function textAt(body: unknown, ...path: readonly (string | number)[]): string {
  return z.string().parse(path.reduce(stepInto, body));
}

function stepInto(value: unknown, step: string | number): unknown {
  if (Array.isArray(value)) return value[Number(step)];
  return z.record(z.string(), z.unknown()).parse(value)[step];
}

/** Starts the API for a plane; its state is kept in `folder`. */
export async function startTestNeonApi(
  plane: EmbeddedControlPlane,
  folder: string,
  options: { readonly intercept?: Intercept; readonly dataPlane?: DataPlaneAddress } = {},
): Promise<TestNeonApi> {
  const exchanges: Exchange[] = [];
  const logLines: string[] = [];
  const api = await startNeonApi({
    plane,
    keys: [
      { secret: testKeys.user, kind: "user" },
      { secret: testKeys.organisation, kind: "organisation" },
      { secret: testKeys.project, kind: "project", projectId: "shop" },
    ],
    stateFile: join(folder, "neon-api.json"),
    dataPlane: options.dataPlane ?? { domain: "neon.localhost", port: 5432, hasPooler: false },
    log: (line) => logLines.push(line),
    observe: (exchange) => exchanges.push(exchange),
    ...(options.intercept ? { intercept: options.intercept } : {}),
  });
  const description = new NeonApiDescription();
  const send: TestNeonApi["send"] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${api.url}${path}`, {
      method,
      headers: { Authorization: `Bearer ${testKeys.user}`, ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  };
  return {
    ...api,
    exchanges,
    logLines,
    problems: () => exchanges.flatMap((exchange) => description.findProblems(exchange)),
    send,
    settle: async (projectId) => {
      for (;;) {
        const { body } = await send("GET", `/projects/${projectId}/operations`);
        const states = operationsSchema.parse(body).operations.map(({ status }) => status);
        if (!states.some((status) => status === "running" || status === "scheduling")) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
  };
}
