import { expect, it } from "vitest";
import { findApiKey } from "./api-key.ts";

const user = { secret: "napi_a", kind: "user" } as const;
const project = { secret: "napi_b", kind: "project", projectId: "p" } as const;

it("finds the key of a bearer and no other", () => {
  const headers = ["Bearer napi_a", "bearer napi_b", "napi_a", "Bearer ", "Bearer napi_", "Basic napi_a", undefined];
  expect(headers.map((header) => findApiKey([user, project], header))).toEqual([
    user,
    project,
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(findApiKey([{ secret: "", kind: "user" }], "Bearer ")).toBeNull();
});
