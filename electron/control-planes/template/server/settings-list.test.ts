import { expect, it } from "vitest";
import { settingSql } from "./settings-list.ts";

it.each([
  ["work_mem=64MB", `"work_mem" TO '64MB'`],
  ["app.note=it's = \\ fine", `"app"."note" TO E'it''s = \\\\ fine'`],
  ["TimeZone=", `"TimeZone" TO ''`],
  [`search_path="$user", public, "a ""b"", c"`, `"search_path" TO '$user', 'public', 'a "b", c'`],
  ["search_path=Shop;drop", `"search_path" TO 'shop;drop'`],
  ["search_path=", `"search_path" TO ''`],
  [`search_path=""`, `"search_path" TO ''`],
])("%s is set again as it was", (setting, sql) => {
  expect(settingSql(setting)).toBe(sql);
});
