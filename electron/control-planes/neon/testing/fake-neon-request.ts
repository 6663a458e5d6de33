import type { FakeBranch, FakeEndpoint, FakeOperation, FakeProject } from "./fake-neon-state.ts";

/** An answer: a text is sent as a page of HTML. */
export interface FakeAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that a route answers. */
export interface Asked {
  readonly project: FakeProject;
  readonly part: (index: number) => string;
  readonly query: URLSearchParams;
  readonly body: Body;
}

/** What bodies of the requests may hold, all of it optional. */
export interface Body {
  readonly branch?: Partial<FakeBranch> & { readonly name?: string };
  readonly endpoints?: readonly unknown[];
  readonly endpoint?: Partial<FakeEndpoint>;
  readonly annotation_value?: Record<string, string>;
  readonly source_branch_id?: string;
  readonly preserve_under_name?: string;
  readonly name?: string;
  readonly branch_create?: Body;
  readonly masking_rules?: readonly unknown[];
  readonly schedule?: readonly unknown[];
  readonly target_branch_id?: string;
}

/** Answers one request; changes the project as Neon would. */
export type Route = (asked: Asked) => FakeAnswer;

/** An answer with a body. */
export const found = (body: unknown, status = 200): FakeAnswer => ({ status, body });
/** What Neon says of what is not there. */
export const missing: FakeAnswer = {
  status: 404,
  body: { code: "", message: "not found", request_id: "req-fake-404" },
};

/** An operation as it is answered. */
export const shown = ({ polls: _polls, whenDone: _whenDone, ...operation }: FakeOperation) => operation;

/** Any one part of a path. */
export const anyBranch = "([^/?]+)";
