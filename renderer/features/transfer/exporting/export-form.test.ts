import { describe, expect, it } from "vitest";
import type { ExportSource } from "../../../../shared/transfer/export-model.ts";
import { emptyExportForm, optionsProblem, targetOf } from "./export-form.ts";

const table: ExportSource = { kind: "table", schema: "public", name: "t", sort: [], filters: [] };
const form = { ...emptyExportForm("../order lines"), folder: "/home/me" };

describe("the form of an export", () => {
  it("names one file in the folder, or the folder itself for several tables", () => {
    const compressed = { ...form, options: { ...form.options, isCompressed: true } };
    const tables: ExportSource = { kind: "tables", tables: [{ schema: "a", name: "b" }] };
    expect([
      targetOf(form, table),
      targetOf({ ...form, folder: "/" }, table),
      targetOf({ ...form, folder: "C:\\rows" }, table),
      targetOf({ ...compressed, format: "json" }, table),
      targetOf({ ...compressed, format: "xlsx" }, table),
      targetOf(form, tables),
      targetOf({ ...form, stem: " " }, table),
      targetOf(emptyExportForm("t"), table),
    ]).toEqual([
      "/home/me/_order lines.csv",
      "/_order lines.csv",
      "C:\\rows\\_order lines.csv",
      "/home/me/_order lines.json.gz",
      "/home/me/_order lines.xlsx",
      "/home/me",
      null,
      null,
    ]);
  });

  it("minds delimiters only where there are some", () => {
    const same = { ...form, options: { ...form.options, delimiter: '"' } };
    expect([
      optionsProblem(form),
      optionsProblem(same),
      optionsProblem({ ...same, format: "tsv" }),
      optionsProblem({ ...same, format: "json" }),
    ]).toEqual([null, "Delimiter and quote cannot be the same.", null, null]);
  });
});
