import { expect, it } from "vitest";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { ApiError, toApiError } from "./api-error.ts";

it("gives each refusal of a control plane a status that says whether trying again makes sense", () => {
  const shown = (error: unknown) => {
    const { status, message, code } = toApiError(error);
    return [status, message, code];
  };
  expect([
    shown(new AppError("notFound", "Gone.")),
    shown(new AppError("conflict", "Being copied.", { hint: "Try again afterwards." })),
    shown(new AppError("unsupported", "Not here.")),
    shown(new AppError("cancelled", "Closing.")),
    shown(new AppError("internal", "A bug.")),
    shown(new ApiError(412, "no password")),
  ]).toEqual([
    [404, "Gone.", ""],
    [423, "Being copied. Try again afterwards.", ""],
    [422, "Not here.", "FEATURE_NOT_SUPPORTED"],
    [503, "Closing.", ""],
    [500, "A bug.", ""],
    [412, "no password", ""],
  ]);
});

it("tells nothing of a bug", () => {
  const { status, message } = toApiError(new Error("password=secret in /home/somebody"));
  expect([status, message]).toEqual([500, "internal server error"]);
});
