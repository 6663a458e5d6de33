import { type AppError, isAppError } from "../../../../shared/ipc/app-error.ts";

/** What the API refuses: becomes Neon's `GeneralError` with this status. `code` is often empty, as Neon's is. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, message: string, code = "") {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
  }
}

/** Neon's words (source: the client of Neon's own tests) for a project on which something is going on. */
export function lockedError(): ApiError {
  return new ApiError(423, "project already has running conflicting operations, scheduling of new ones is prohibited");
}

/** Status and words for what a control plane refused. What is no AppError is a bug: its words stay inside. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (!isAppError(error)) return new ApiError(500, "internal server error");
  const { status, code } = statuses[error.code] ?? { status: 500, code: "" };
  return new ApiError(status, wordsOf(error), code);
}

/** Message and hint: the API has one field for both. */
export function wordsOf(error: AppError): string {
  return error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
}

/** `conflict` is something that passes (a copy, a branch that is not ready), so it is what Neon says is safe to retry. */
const statuses: Readonly<Partial<Record<AppError["code"], { readonly status: number; readonly code: string }>>> = {
  invalidInput: { status: 400, code: "" },
  notFound: { status: 404, code: "" },
  conflict: { status: 423, code: "" },
  refused: { status: 422, code: "" },
  unsupported: { status: 422, code: "FEATURE_NOT_SUPPORTED" },
  tooLarge: { status: 422, code: "" },
  diskFull: { status: 422, code: "BRANCH_SIZE_LIMIT_EXCEEDED_THRESHOLD" },
  computeUnavailable: { status: 503, code: "" },
  cancelled: { status: 503, code: "" },
};
