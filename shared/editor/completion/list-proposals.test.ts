import { describe, expect, it } from "vitest";
import { offersAt, testFacts, textWithFirst } from "./completion-test.ts";
import { listProposals } from "./list-proposals.ts";
import { readSituation } from "./reading/read-situation.ts";

const first = (text: string, count: number) =>
  offersAt(text)
    .slice(0, count)
    .map(({ insert }) => insert);

describe("relations", () => {
  it.each([
    ["SELECT * FROM cu|", "customers"],
    ["SELECT * FROM customers c, ord|", "orders order_lines audit.orders"],
    ["SELECT * FROM ol|", "order_lines"],
    ["SELECT * FROM aulog|", "audit.log"],
    ["SELECT * FROM audit.|", "log orders"],
    ["SELECT * FROM odd|", '"Odd name" "Odd schema"'],
    ["WITH recent AS (SELECT 1) SELECT * FROM re|", "recent"],
    ["UPDATE sh|", "shipments"],
    ["INSERT INTO st|", "staff"],
    ["DELETE FROM st|", "staff"],
    ["TRUNCATE TABLE st|", "staff"],
    ["DROP TABLE IF EXISTS st|", "staff"],
    ["ALTER TABLE st|", "staff"],
    ["ANALYZE st|", "staff"],
    ["CREATE INDEX ON st|", "staff"],
    ["CREATE TABLE x (y int REFERENCES st|", "staff"],
    ["GRANT SELECT ON st|", "staff"],
    ["COMMENT ON TABLE st|", "staff"],
    ["SELECT * FROM customers WHERE id IN (SELECT 1 FROM st|", "staff"],
    ["SELECT * FROM (st|", "staff"],
    ["SELECT * FROM lines|", "lines_of($0)"],
    ["SET search_path TO au|", "audit"],
    ["DROP SCHEMA au|", "audit"],
    ["CALL cl|", "close_day($0)"],
    ["SELECT audit.to|", "touch()$0"],
    ["SELECT order_t|", "order_total($0)"],
    ["SELECT cou|", "count($0)"],
  ])("%s", (text, expected) => {
    const wanted = expected.match(/"[^"]*"|\S+/g) ?? [];
    expect(first(text, wanted.length)).toEqual(wanted);
  });
});

describe("words by clause", () => {
  it.each([
    ["SEL|", "SELECT"],
    ["SELECT * FROM customers c WH|", "WHERE"],
    ["SELECT * FROM customers c LE|", "LEFT JOIN"],
    ["SELECT * FROM customers LEFT |", "JOIN"],
    ["SELECT id F| ", "FROM"],
    ["SELECT * FROM customers WHERE id = 1 OR|", "OR"],
    ["SELECT * FROM customers WHERE id IS |", "NULL"],
    ["SELECT * FROM customers ORDER |", "BY"],
    ["SELECT * FROM customers ORDER BY id DE|", "DESC"],
    ["SELECT * FROM customers GROUP BY id HAV|", "HAVING"],
    ["UPDATE orders |", "SET"],
    ["INSERT |", "INTO"],
    ["INSERT INTO orders (id) |", "VALUES"],
    ["DELETE |", "FROM"],
    ["SELECT id::big|", "bigint"],
    ["SELECT cast(id AS tex|", "text"],
    ["ALTER TABLE orders AD|", "ADD COLUMN"],
    ["CREATE UN|", "UNIQUE INDEX"],
    ["SELECT 1 FROM orders UNION |", "SELECT"],
  ])("%s", (text, expected) => expect(first(text, 1)).toEqual([expected]));
});

describe("nothing is offered", () => {
  it.each([
    "SELECT 'it|'",
    "SELECT 1 -- from |",
    "SELECT 1 /* from | ",
    "SELECT $$ from | $$",
    "SELECT 12|",
    "SELECT id AS |",
    "SELECT nothing.| FROM orders",
    "CREATE TABLE t (|",
    "INSERT INTO orders AS |",
    "SELECT E'a\\'b|",
  ])("%s", (text) => expect(offersAt(text)).toEqual([]));
});

describe("joins by foreign keys", () => {
  it.each([
    ["SELECT * FROM customers c JOIN orders o ON |", ["o.customer_id = c.id"]],
    ["SELECT * FROM orders o JOIN customers c ON |", ["o.customer_id = c.id"]],
    ["SELECT * FROM orders JOIN order_lines ON |", ["order_lines.order_id = orders.id"]],
    ["SELECT * FROM shipments s JOIN order_lines l ON |", ["s.order_id = l.order_id AND s.line = l.line"]],
    ["SELECT * FROM staff a JOIN staff b ON |", ["b.boss_id = a.id", "a.boss_id = b.id"]],
    ["SELECT * FROM customers c JOIN orders o ON o.customer_id = c.id JOIN order_lines l ON |", ["l.order_id = o.id"]],
    ["SELECT * FROM customers c JOIN audit.log l ON |", []],
    ["UPDATE orders SET total = 0 FROM customers c JOIN orders o ON |", ["o.customer_id = c.id"]],
    ["SELECT * FROM customers c JOIN |", ["orders ON orders.customer_id = c.id"]],
    ["SELECT * FROM orders o LEFT JOIN cu|", ["customers ON o.customer_id = customers.id"]],
    [
      "SELECT * FROM staff JOIN |",
      ["staff staff_2 ON staff_2.boss_id = staff.id", "staff staff_2 ON staff.boss_id = staff_2.id"],
    ],
    ["SELECT * FROM customers, |", []],
  ])("%s", (text, expected) => {
    const found = offersAt(text).filter(({ kind }) => kind === "join");
    expect(found.map(({ insert }) => insert)).toEqual(expected);
  });
});

describe("what is written", () => {
  it.each([
    ["SELECT *| FROM customers", "SELECT id, name, email FROM customers"],
    ["SELECT c.*| FROM customers c", "SELECT c.id, c.name, c.email FROM customers c"],
    [
      "SELECT 1, c.*| FROM customers c JOIN orders o ON true",
      "SELECT 1, c.id, c.name, c.email FROM customers c JOIN orders o ON true",
    ],
    [
      "SELECT *| FROM audit.log l, audit.orders o",
      "SELECT l.at, l.what, o.id, o.seen FROM audit.log l, audit.orders o",
    ],
    ['SELECT *| FROM "Odd name"', 'SELECT id, "Mixed Case", "a""b" FROM "Odd name"'],
    ["INSERT INTO orders |", "INSERT INTO orders (customer_id, placed_at, total) VALUES ($0)"],
    ['SELECT "Mi|" FROM "Odd name"', 'SELECT "Mixed Case" FROM "Odd name"'],
    ["SELECT 1;\nSELECT c.em| FROM customers c", "SELECT 1;\nSELECT c.email FROM customers c"],
    ["SELECT 2 *| 3", "SELECT 2 * 3"],
  ])("%s", (text, expected) => {
    const taken = text.includes("2 *|") ? text.replace("|", "") : textWithFirst(text);
    expect(taken).toBe(expected);
  });

  it("a product is no star", () => expect(offersAt("SELECT 2 *| 3").filter(({ kind }) => kind === "star")).toEqual([]));

  it("names are qualified where an earlier schema of the path hides them", () => {
    const facts = { ...testFacts, searchPath: ["audit", "public"] };
    const found = listProposals(readSituation("SELECT * FROM ord", 17), facts).items.map(({ insert }) => insert);
    expect(found.slice(0, 3)).toEqual(["orders", "public.orders", "order_lines"]);
  });

  it("of very many names the list is short, and what begins with the typed word stands first", () => {
    const crowd = Array.from({ length: 60_000 }, (_, index) => ({
      schema: index % 2 === 0 ? "public" : "crowd",
      name: index === 59_998 ? "ordered" : `customer_order_${index}`,
      kind: "table" as const,
    }));
    const facts = { ...testFacts, relations: [...testFacts.relations, ...crowd] };
    const found = (sql: string) =>
      listProposals(readSituation(sql, sql.length), facts).items.map(({ insert }) => insert);
    expect(found("SELECT * FROM ord").slice(0, 4)).toEqual(["orders", "ordered", "order_lines", "customer_order_0"]);
    expect(found("SELECT * FROM ord").length).toBe(200);
    expect(found("SELECT * FROM crowd.co5999")).toContain("customer_order_59991");
    expect(found("SELECT * FROM customer_order_4710")[0]).toBe("customer_order_4710");
  });

  it("signatures are told, overloads together", () => {
    const [lower] = offersAt("SELECT lowe|");
    expect([lower?.detail, lower?.about]).toEqual([
      "(text) text +1",
      "lower(text) → text\nlower(anyrange) → anyelement",
    ]);
  });
});
