import type { ApiKey } from "./api-key.ts";

/** Names of the parts in braces of a path template. */
type Names<Template> = Template extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

/** A request that was let in. */
export interface ApiRequest<Name extends string = string> {
  readonly path: Readonly<Record<Name, string>>;
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
  readonly key: ApiKey;
}

/** What a route answers; no body with 204. */
export interface ApiReply {
  readonly status: number;
  readonly body?: unknown;
}

/** One operation of the API. `template` is a path of Neon's API description. */
export interface ApiRoute {
  readonly method: string;
  readonly template: string;
  handle(request: ApiRequest): Promise<ApiReply>;
}

/** Declares a route; the handler gets the parts of the path by their names. */
export function declareRoute<Template extends string>(
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE",
  template: Template,
  handle: (request: ApiRequest<Names<Template>>) => Promise<ApiReply>,
): ApiRoute {
  // Only a request whose path has all the names of the template gets here.
  return { method, template, handle: (request) => handle(request as ApiRequest<Names<Template>>) };
}

/** An answer with 200. */
export function ok(body: unknown): ApiReply {
  return { status: 200, body };
}

/** The route for a path, and the parts of the path by name. Fixed words go before names: `/projects/shared`. */
export function findRoute(
  routes: readonly ApiRoute[],
  method: string,
  path: string,
): { readonly route: ApiRoute; readonly path: Readonly<Record<string, string>> } | null {
  const parts = path.split("/");
  const found = routes
    .filter((route) => route.method === method)
    .flatMap((route) => {
      const names = matchTemplate(route.template, parts);
      return names ? [{ route, path: names }] : [];
    })
    .sort((left, right) => Object.keys(left.path).length - Object.keys(right.path).length);
  return found[0] ?? null;
}

function matchTemplate(template: string, parts: readonly string[]): Record<string, string> | null {
  const wanted = template.split("/");
  if (wanted.length !== parts.length) return null;
  const names: Record<string, string> = {};
  for (const [index, word] of wanted.entries()) {
    const part = parts[index] ?? "";
    const name = /^\{(.+)\}$/.exec(word)?.[1];
    if (name === undefined && word !== part) return null;
    if (name === undefined) continue;
    const value = decode(part);
    if (value === null || value === "") return null;
    names[name] = value;
  }
  return names;
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null; // a broken escape names nothing
  }
}
