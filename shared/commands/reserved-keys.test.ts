import { expect, it } from "vitest";
import { doScopesMeet, type KeyScope } from "./key-scopes.ts";
import { judgeKeys } from "./reserved-keys.ts";

const linuxBrowser = { isMac: false, isBrowser: true };
const kinds = (keys: string, scope: KeyScope, host = linuxBrowser) =>
  keys.split(" ").map((one) => judgeKeys(one, scope, host).kind);

it("refuses keys that write, move and close", () => {
  expect(kinds("K Shift+K Enter Tab Escape ArrowUp Space nonsense", "window")).toEqual(Array(8).fill("refused"));
  expect(kinds("K Escape Tab Mod+ArrowDown Shift+Home PageDown", "cells")).toEqual(Array(6).fill("refused"));
  expect(kinds("Mod+Z Mod+V Backspace", "sql")).toEqual(Array(3).fill("refused"));
});

it("lets cells have the keys that mean something to a cell only", () => {
  expect(kinds("Backspace Delete Enter F2 Space Shift+Space Mod+Home Mod+C", "cells")).toEqual(Array(8).fill("free"));
});

it("says of keys that somebody else takes first who that is", () => {
  expect(kinds("Mod+T Ctrl+W Ctrl+Tab Alt+F4 Meta+K Mod+Z", "window")).toEqual(Array(6).fill("kept"));
  expect(kinds("Mod+T Ctrl+Tab", "window", { isMac: false, isBrowser: false })).toEqual(["free", "free"]);
  expect(kinds("Mod+Q Mod+H Meta+K", "window", { isMac: true, isBrowser: false })).toEqual(["kept", "kept", "free"]);
  expect(judgeKeys("Mod+T", "window", linuxBrowser)).toEqual({
    kind: "kept",
    reason: "The browser keeps Ctrl T for itself. In the desktop app it works.",
  });
});

it("scopes meet where the focus can be in both", () => {
  const scopes: readonly KeyScope[] = ["window", "browse", "rows", "cells", "query", "sql", "diagram"];
  const meet = (scope: KeyScope) => scopes.filter((other) => doScopesMeet(scope, other));
  expect([meet("rows"), meet("sql"), meet("cells")]).toEqual([
    ["window", "browse", "rows", "cells"],
    ["window", "browse", "query", "sql"],
    ["window", "browse", "rows", "cells", "query"],
  ]);
});
