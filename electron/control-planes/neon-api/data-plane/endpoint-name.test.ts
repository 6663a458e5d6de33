import { expect, it } from "vitest";
import { endpointHost, readEndpointHost, takeEndpointOption } from "./endpoint-name.ts";

const domain = "local.steward.localhost";
const direct = { endpointId: "ep-quiet-fox-12345678", isPooled: false };
const pooled = { ...direct, isPooled: true };

it("reads the hosts that it writes, and no others", () => {
  const others = [
    null,
    "",
    domain,
    `.${domain}`,
    `a.b.${domain}`,
    "ep-x.example.com",
    `-pooler.${domain}`,
    `ep x.${domain}`,
  ];
  expect([direct, pooled].map((endpoint) => readEndpointHost(endpointHost(endpoint, domain), domain))).toEqual([
    direct,
    pooled,
  ]);
  expect(others.map((name) => readEndpointHost(name, domain))).toEqual(others.map(() => null));
});

it("takes the endpoint out of a client's options and leaves the others", () => {
  const take = (options: string) =>
    takeEndpointOption([
      ["user", "app"],
      ["options", options],
    ]);
  const user = ["user", "app"];
  expect([
    take("endpoint=ep-quiet-fox-12345678"),
    take("-c work_mem=7MB  endpoint=EP-quiet-fox-12345678-pooler"),
    take("-c search_path=a\\ endpoint=b"),
    take("endpoint=../x"),
  ]).toEqual([
    { endpoint: direct, parameters: [user] },
    { endpoint: pooled, parameters: [user, ["options", "-c work_mem=7MB"]] },
    { endpoint: null, parameters: [user, ["options", "-c search_path=a\\ endpoint=b"]] },
    { endpoint: null, parameters: [user] },
  ]);
});
