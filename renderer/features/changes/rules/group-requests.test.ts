import { describe, expect, it } from "vitest";
import type { RequestState } from "../../../../shared/changes/model.ts";
import { requestExample } from "./changes-examples.ts";
import { groupRequests } from "./group-requests.ts";

function request(title: string, state: RequestState, author = "mara", createdAt = "2026-02-10T12:00:00Z") {
  return requestExample({ title, state, author, createdAt });
}

const requests = [
  request("old", "applied", "mara", "2026-01-01T00:00:00Z"),
  request("new", "applied"),
  request("theirs", "open"),
  request("mine", "open", "deniz"),
  request("stuck", "interrupted"),
  request("broken", "failed"),
  request("running", "applying"),
  request("no", "refused"),
];

const titles = (role: string | null, filter?: string) =>
  groupRequests(requests, role, filter).map((group) => [group.key, group.requests.map(({ title }) => title)]);

describe("groupRequests", () => {
  it("lets an open request wait for everybody but its author, and puts what is stuck first", () => {
    expect(titles("deniz")).toEqual([
      ["stopped", ["stuck", "broken"]],
      ["waiting", ["theirs"]],
      ["inReview", ["mine"]],
      ["approved", ["running"]],
      ["applied", ["new", "old"]],
      ["closed", ["no"]],
    ]);
  });

  it("waits for nobody while no role is known", () => {
    expect(titles(null).map(([key]) => key)).toEqual(["stopped", "inReview", "approved", "applied", "closed"]);
  });

  it("filters by title, author and migration", () => {
    expect(titles("deniz", "DENIZ")).toEqual([["inReview", ["mine"]]]);
    expect(groupRequests(requests, null, "0001_f").flatMap((group) => group.requests)).toHaveLength(8);
  });
});
