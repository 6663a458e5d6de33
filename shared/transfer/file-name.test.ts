import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distinctFileNames, fileNameOf } from "./file-name.ts";

describe("a file's name", () => {
  it("is the database's name where a file system takes it", () => {
    const names = [
      "orders",
      "../../etc/passwd",
      ".bashrc",
      "CON",
      "com1.x",
      "a\nb",
      "\u202etxt.exe",
      "=1+1",
      "",
      " . ",
      "Ünï 👩",
    ];
    expect(names.map(fileNameOf)).toEqual([
      "orders",
      "_.._etc_passwd",
      "bashrc",
      "_CON",
      "_com1.x",
      "a_b",
      "_txt.exe",
      "=1+1",
      "_",
      "_",
      "Ünï 👩",
    ]);
  });

  it("never leads elsewhere and is never hidden, whatever the name is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const plain = fileNameOf(name);
        expect(plain).not.toMatch(/[/\\]|^\.|^$|\0/);
      }),
    );
  });

  it("is another one for each table, also where case is no difference", () => {
    expect(distinctFileNames(["a", "A", "a/", "a_"], "csv")).toEqual(["a.csv", "A 2.csv", "a_.csv", "a_ 2.csv"]);
  });
});
