import { expect, it } from "vitest";
import { NeonApiDescription } from "./neon-api-description.ts";

const description = new NeonApiDescription();
const region = { region_id: "r", name: "R", default: true, geo_lat: "0", geo_long: "0" };
const regions = (body: unknown, status = 200) =>
  description.findProblems({ method: "GET", template: "/regions", requestBody: undefined, status, body });

it("finds nothing in an answer as Neon gives it", () => {
  expect(regions({ regions: [region] })).toEqual([]);
  expect(regions({ code: "", message: "no", request_id: "1" }, 429)).toEqual([]);
  expect(description.operations()).toContain("GET /projects/{project_id}/branches");
});

it("finds a field too few or too many, a wrong type, a status and an operation that are not Neon's", () => {
  const { name: _name, ...short } = region;
  expect([
    regions({ regions: [short] }),
    regions({ regions: [{ ...region, colour: "red" }] }),
    regions({ regions: [{ ...region, default: "yes" }] }),
    regions({ regions: [] }, 201),
    regions({ code: "" }, 404),
    description.findProblems({ method: "PUT", template: "/regions", requestBody: undefined, status: 200, body: {} }),
  ]).toEqual([
    ["GET /regions -> 200: /regions/0 must have required property 'name'"],
    ["GET /regions -> 200: /regions/0 must NOT have unevaluated properties colour"],
    ["GET /regions -> 200: /regions/0/default must be boolean"],
    ["GET /regions -> 201: no such status"],
    ["GET /regions -> 404: / must have required property 'message'"],
    ["PUT /regions -> 200: there is no such operation"],
  ]);
});

it("looks at what was asked, where it was served", () => {
  const ask = (requestBody: unknown, status: number) =>
    description.findProblems({
      method: "POST",
      template: "/projects/{project_id}/branches/{branch_id}/restore",
      requestBody,
      status,
      body: { code: "", message: "no" },
    });
  expect(ask({}, 422)).toEqual([]);
  expect(ask({}, 200).filter((problem) => problem.includes("(request)"))).toEqual([
    "POST /projects/{project_id}/branches/{branch_id}/restore -> 200 (request): / must have required property 'source_branch_id'",
  ]);
});
