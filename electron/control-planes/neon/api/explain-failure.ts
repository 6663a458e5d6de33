import type { AppErrorCode } from "../../../../shared/ipc/app-error.ts";
import type { NeonFailure } from "./neon-failure.ts";

/** An error in words. */
export interface Explained {
  readonly code: AppErrorCode;
  readonly message: string;
  readonly hint: string;
}

/** Neon's codes of limits and quotas, as its Terraform provider and reports name them (reference of 2026). */
const limits: readonly (readonly [RegExp, string, string])[] = [
  [
    /^ROOT_BRANCHES_LIMIT/,
    "has no room for another root branch",
    "Schema-only branches count as root branches. Delete one that is not needed, or fork with data.",
  ],
  [
    /^BRANCHES_PROTECTED_LIMIT/,
    "has no room for another protected branch",
    "Take the protection from a branch that no longer needs it.",
  ],
  [
    /^BRANCHES_LIMIT/,
    "has no room for another branch",
    "Delete branches that nobody uses: the finder of stale branches lists them.",
  ],
  [/^PROJECTS_LIMIT/, "has no room for another project", "Delete one that is not needed, or change the plan."],
  [/^ACTIVE_ENDPOINTS_LIMIT/, "runs as many computes as it may", "Suspend a compute, then try again."],
  [/^ENDPOINTS_LIMIT/, "has no room for another compute", "Remove one that is not needed."],
  [/^(ROLES|DATABASES)_LIMIT/, "has no room for more roles or databases", "Remove one that is not needed."],
  [/^BRANCH_SIZE_LIMIT/, "is over the size that its plan allows for a branch", "Remove rows, or change the plan."],
  [
    /COMPUTE_TIME_EXCEEDED$/,
    "has used up its compute time",
    "It starts again with the next billing period, or with another plan.",
  ],
  [
    /^DATA_TRANSFER_LIMIT/,
    "has used up its data transfer",
    "It is renewed with the next billing period, or with another plan.",
  ],
];

/** What a failed request means for the user and what to do about it. */
export function explainFailure(failure: NeonFailure): Explained {
  const explained = failure.status === null ? explainSilence(failure) : explainAnswer(failure, failure.status);
  const trace = failure.requestId === null ? "" : ` Neon's request id is ${failure.requestId}.`;
  return { ...explained, hint: `${explained.hint}${trace}` };
}

function explainSilence({ code, reach }: NeonFailure): Explained {
  if (/CERT|ISSUER|LEAF_SIGNATURE|ALTNAME/.test(code))
    return {
      code: "tlsFailed",
      message: `Neon's API could not be verified (${code}), so the key was not sent.`,
      hint: "A proxy in between may open TLS. Give Node its certificate authority (NODE_EXTRA_CA_CERTS), or use another network.",
    };
  if (reach === "unsent")
    return {
      code: "connectionFailed",
      message: `Neon's API cannot be reached (${code}).`,
      hint: "Check the network. What is already connected goes on working.",
    };
  return {
    code: "timeout",
    message: `Neon's API did not answer (${code}).`,
    hint: "Try again in a moment; Neon's status page tells of trouble.",
  };
}

function explainAnswer(failure: NeonFailure, status: number): Explained {
  const said = failure.message === "" ? "" : ` Neon says: “${failure.message}”.`;
  const limit = limits.find(([pattern]) => pattern.test(failure.code));
  if (limit) return { code: "refused", message: `The Neon account ${limit[1]}.${said}`, hint: limit[2] };
  const byState = states[status];
  if (byState) return byState(said, failure);
  if (status >= 500 || failure.code === "NOT_NEON" || (status >= 300 && status < 400))
    return {
      code: "connectionFailed",
      message: `Neon's API did not answer properly (HTTP ${status}).${said}`,
      hint: "Try again in a moment; Neon's status page tells of trouble. On a guest network, log in to it first.",
    };
  return {
    code: "refused",
    message: `Neon refuses this (HTTP ${status}).${said}`,
    hint: "Change the request and try again.",
  };
}

const states: Readonly<Record<number, (said: string, failure: NeonFailure) => Explained>> = {
  401: (said) => ({
    code: "authenticationFailed",
    message: `Neon does not accept this API key.${said}`,
    hint: "It was revoked, or mistyped. Make a new key in Neon's console and replace the account's key.",
  }),
  403: (said) => ({
    code: "refused",
    message: `This API key may not do that.${said}`,
    hint: "A key of one project cannot make or delete projects, and some functions need another plan. Use a key that reaches further.",
  }),
  404: (said) => ({
    code: "notFound",
    message: `Neon does not find it with this key.${said}`,
    hint: "It may have been deleted, or lie in another organisation. Refresh the list.",
  }),
  409: (said) => ({
    code: "conflict",
    message: `It is there already, or changed meanwhile.${said}`,
    hint: "Refresh the list, and choose another name if one is taken.",
  }),
  412: (said) => ({
    code: "refused",
    message: `Neon's settings or the plan do not allow this.${said}`,
    hint: "On the Free plan the suspend time is fixed; passwords can be read only where the project stores them.",
  }),
  422: (said) => ({
    code: "refused",
    message: `Neon refuses this.${said}`,
    hint: "Change what its words name, then try again.",
  }),
  423: (said) => ({
    code: "conflict",
    message: `Other operations go on in this project.${said}`,
    hint: "Wait until they have finished, then try again.",
  }),
  429: (_said, { retryAfterMs }) => ({
    code: "conflict",
    message: "Neon takes no more requests for now: the account's rate limit is used up.",
    hint:
      retryAfterMs === null
        ? "All tools that use the account share it. Try again in a minute."
        : `Neon asks to wait ${Math.ceil(retryAfterMs / 1000)} s. All tools that use the account share the limit.`,
  }),
};
