import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openOptions, saveOptions } from "./dialog-options.ts";

const extensions = ["csv", "tsv", "txt", "json", "jsonl", "ndjson", "sql", "xlsx", "md", "gz"];
const filters = [{ name: "Files of rows", extensions }];

describe("a file dialog", () => {
  it("begins where the page is, and shows files of rows only", () => {
    expect([
      openOptions({ purpose: "open", folder: "/rows", name: null }),
      openOptions({ purpose: "folder", folder: null, name: null }),
      saveOptions({ purpose: "save", folder: "/rows", name: "orders.csv" }),
      saveOptions({ purpose: "save", folder: null, name: null }),
    ]).toEqual([
      { defaultPath: "/rows", title: "File to import", properties: ["openFile"], filters },
      { title: "Folder for the files", properties: ["openDirectory", "createDirectory"] },
      {
        defaultPath: join("/rows", "orders.csv"),
        title: "Export as",
        buttonLabel: "Choose",
        properties: ["createDirectory"],
        filters,
      },
      { title: "Export as", buttonLabel: "Choose", properties: ["createDirectory"], filters },
    ]);
  });
});
