import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quoteLiteral } from "../../../shared/sql/quote.ts";
import { defaultExportOptions, type ExportOptions } from "../../../shared/transfer/export-options.ts";
import type { ByteSink } from "../files/export-file.ts";
import { writeCopyRow } from "../import/copy-text.ts";
import type { ExportFormat } from "./export-format.ts";
import { jsonLines } from "./json.ts";
import { sqlInsert } from "./sql-insert.ts";

/** What a format writes for one row of texts. */
async function write(format: ExportFormat, row: readonly (string | null)[], options: Partial<ExportOptions> = {}) {
  let text = "";
  const sink: ByteSink = {
    write: (source, start, end) => {
      text += source.toString("utf8", start, end);
    },
    writeText: (more) => {
      text += more;
    },
    hold: () => () => undefined,
    whenReady: (done) => done(),
    hasFailed: false,
    failed: new Promise<never>(() => undefined),
  };
  const writer = await format.open(
    {
      columns: row.map((_, index) => ({ name: `c${index}`, kind: "text" })),
      options: { ...defaultExportOptions, ...options },
      table: { schema: "public", name: "t" },
      isOverriding: false,
    },
    sink,
  );
  const bytes = Buffer.from(writeCopyRow(row));
  writer.take(bytes, 0, bytes.length, true);
  await writer.finish();
  return text;
}

/** The server stores no NUL, and no half of a character. */
const texts = fc.array(fc.option(fc.string({ unit: "binary" }).map((text) => text.replaceAll("\0", "\u0001"))), {
  minLength: 1,
  maxLength: 5,
});

describe("texts in a file", () => {
  it("are in JSON what JSON itself writes, and NULL is null or left out", async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (row) => {
        const whole = Object.fromEntries(row.map((value, index) => [`c${index}`, value]));
        const filled = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== null));
        expect([await write(jsonLines, row), await write(jsonLines, row, { isNullOmitted: true })]).toEqual([
          `${JSON.stringify(whole)}\n`,
          `${JSON.stringify(filled)}\n`,
        ]);
      }),
    );
  });

  it("are in SQL the literals that mean the same on every server", async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (row) => {
        const literals = row.map((value) => (value === null ? "NULL" : quoteLiteral(value).trimStart()));
        expect(await write(sqlInsert, row)).toContain(`VALUES\n  (${literals.join(", ")});\n`);
      }),
    );
  });
});
