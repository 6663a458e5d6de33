import { expect, it } from "vitest";
import { pastName } from "./past-branches.ts";

it("a branch of the past is called by what it shows, and another moment is another name", () => {
  expect([
    pastName("main", { kind: "time", at: "2026-09-01T12:05:09Z" }),
    pastName("main", { kind: "time", at: "2026-09-01T12:05:09.120Z" }),
    pastName("x".repeat(256), { kind: "lsn", lsn: "0/3a7f2108" }).slice(198),
  ]).toEqual(["main as of 2026-09-01 12:05:09 UTC", "main as of 2026-09-01 12:05:09.120 UTC", "xx at 0/3A7F2108"]);
});
