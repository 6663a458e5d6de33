import { expect, it } from "vitest";
import type { FolderMigration } from "../../../shared/changes/model.ts";
import { requestExample } from "./rules/changes-examples.ts";
import { chooseNext } from "./use-shown-selection.ts";

const pending: FolderMigration = {
  id: "0002_second",
  order: 2,
  version: "0001",
  name: "second",
  state: "pending",
  note: null,
  record: [],
  sha256: "",
  upSql: "",
  downSql: null,
  class: "safe",
  findings: [],
  problems: [],
  appliedAt: null,
  requestId: null,
};
const applied = { ...pending, id: "0001_first", state: "applied" } as const;
const request = (id: string, state: "open" | "applied" | "failed") => requestExample({ id, state });

it("shows what wants attention: stuck, then waiting, then pending, then the newest", () => {
  const requests = [request("a", "applied"), request("b", "open"), request("c", "failed")];
  expect(chooseNext(requests, [pending], "deniz")).toEqual({ kind: "request", id: "c" });
  expect(chooseNext(requests.slice(0, 2), [pending], "deniz")).toEqual({ kind: "request", id: "b" });
  expect(chooseNext(requests.slice(0, 1), [applied, pending], "deniz")).toEqual({ kind: "migration", id: pending.id });
  expect(chooseNext(requests.slice(0, 1), [applied], "deniz")).toEqual({ kind: "request", id: "a" });
  expect(chooseNext([], [], null)).toEqual({ kind: "auto" });
});
