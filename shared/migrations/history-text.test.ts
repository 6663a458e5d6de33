import { describe, expect, it } from "vitest";
import { historyText } from "./history-text.ts";

describe("historyText", () => {
  const text = (
    format: Parameters<typeof historyText>[0]["format"],
    history: Parameters<typeof historyText>[0]["history"],
  ) => historyText({ format, history, hasLedger: true });

  it("says where what is known comes from, and what cannot be known", () => {
    expect([
      text("plain", { state: "none" }),
      text("prisma", { state: "absent", table: "public._prisma_migrations" }),
      text("dbmate", { state: "read", table: "public.schema_migrations", entries: 1 }),
      text("flyway", { state: "unreadable", table: "x", message: "No." }),
    ]).toEqual([
      "Plain migrations have no tool: what is applied stands in Steward's ledger.",
      "There is no public._prisma_migrations: Prisma never ran here. With the first migration Steward makes the table, as Prisma would.",
      "dbmate's table public.schema_migrations has 1 migration. dbmate keeps no checksums: whether a file was changed afterwards is known only for those that Steward applied.",
      "No. Which migrations Flyway applied is therefore not known.",
    ]);
  });
});
