import { describe, expect, it } from "vitest";
import { offersAt } from "./completion-test.ts";

/** Columns and aliases that are offered, in their order. */
function columnsAt(text: string): string {
  return offersAt(text)
    .filter(({ kind }) => kind === "column" || kind === "alias")
    .map(({ kind, insert }) => (kind === "alias" ? `@${insert}` : insert))
    .join(" ");
}

const customers = "id name email";
const orders = "id customer_id placed_at total";

describe("columns in sight", () => {
  it.each([
    ["SELECT | FROM customers", `${customers} @customers`],
    ["SELECT | FROM customers c", `${customers} @c`],
    ["SELECT c.| FROM customers c", customers],
    ["SELECT c.na| FROM customers c", "name"],
    ["SELECT c.| FROM customers AS c WHERE true", customers],
    ["SELECT customers.| FROM customers", customers],
    ["SELECT public.customers.| FROM public.customers", customers],
    ["SELECT C.| FROM customers c", customers],
    ['SELECT "C".| FROM customers "C"', customers],
    ['SELECT "C".| FROM customers c', ""],
    ["SELECT name, | FROM customers", `${customers} @customers`],
    ["SELECT count(*), sum(|) FROM orders", `${orders} @orders`],
    ["SELECT count(*), sum(o.|) FROM orders o", orders],
    ["SELECT | FROM customers c JOIN orders o ON true", "c.id name email o.id customer_id placed_at total @c @o"],
    ["SELECT o.| FROM customers c LEFT JOIN orders o ON o.customer_id = c.id", orders],
    ["SELECT o.| FROM customers c, orders o", orders],
    ["SELECT o.| FROM (customers c JOIN orders o ON true)", orders],
    ["SELECT * FROM customers WHERE |", `${customers} @customers`],
    ["SELECT * FROM customers WHERE name = 'x' AND |", `${customers} @customers`],
    ["SELECT * FROM customers WHERE lower(na|)", "name"],
    ["SELECT * FROM customers c WHERE c.id IN (1, 2) AND c.em|", "email"],
    ["SELECT * FROM customers GROUP BY |", `${customers} @customers`],
    ["SELECT * FROM customers ORDER BY name, em|", "email"],
    ["SELECT total * 2 AS twice FROM orders ORDER BY tw|", "twice"],
    ["SELECT * FROM orders WHERE total > 1 + |", `${orders} @orders`],
    ["SELECT CASE WHEN tot| FROM orders", "total"],
    ["SELECT * FROM orders WHERE placed_at BETWEEN now() AND |", `${orders} @orders`],
    ["SELECT o.| FROM audit.orders o", "id seen"],
    ["SELECT orders.| FROM audit.orders", "id seen"],
    ["SELECT orders.|", orders],
    ["SELECT o.placed_at::date, o.| FROM orders o", orders],
    ["SELECT * FROM ONLY orders WHERE pl|", "placed_at"],
    ["SELECT * FROM orders TABLESAMPLE system (10) o WHERE o.pl|", "placed_at"],
    ["SELECT o.| FROM orders o FOR UPDATE", orders],
    ["SELECT pl| FROM orders WHERE a IS DISTINCT FROM b", "placed_at"],
    ["SELECT extract(year FROM |) FROM orders", `${orders} @orders`],
    ["EXPLAIN ANALYZE SELECT o.| FROM orders o", orders],
    ["EXPLAIN (ANALYZE, BUFFERS) SELECT o.| FROM orders o", orders],
    ["CREATE VIEW v AS SELECT o.| FROM orders o", orders],
    ["CREATE TABLE t AS SELECT | FROM customers", `${customers} @customers`],
    ["DECLARE c CURSOR FOR SELECT o.| FROM orders o", orders],
    ["SELECT 1; SELECT o.| FROM orders o; SELECT c.id FROM customers c", orders],
    ["SELECT ';' AS x, o.| FROM orders o", orders],
    ["SELECT -- from customers c\n o.| FROM orders o", orders],
    ["SELECT /* FROM /* nested */ customers */ tot| FROM orders", "total"],
    ["DO $$ BEGIN PERFORM o.| FROM orders o; END $$", ""],
    ["DO $$ BEGIN SELECT o.| FROM orders o; END $$", orders],
    ["CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $f$ SELECT o.| FROM orders o $f$", orders],
  ])("%s", (text, expected) => expect(columnsAt(text)).toBe(expected));
});

describe("subqueries, CTEs and LATERAL", () => {
  it.each([
    ["SELECT s.| FROM (SELECT id, name AS title FROM customers) s", "id title"],
    ["SELECT | FROM (SELECT id, lower(name) FROM customers) s", "id lower @s"],
    ["SELECT s.| FROM (SELECT * FROM customers) s", customers],
    ["SELECT s.| FROM (SELECT c.*, 1 AS one FROM customers c) s", `${customers} one`],
    ["SELECT s.| FROM (SELECT id i, total::text shown, count(*) FROM orders) s", "i shown count"],
    ["SELECT s.| FROM (VALUES (1, 2)) AS s (a, b)", "a b"],
    ["SELECT s.| FROM (VALUES (1, 2)) s", "column1 column2"],
    ["SELECT * FROM (SELECT o.| FROM orders o) s", orders],
    ["SELECT * FROM customers c, (SELECT | FROM orders) o", `${orders} @orders`],
    ["SELECT * FROM customers c, LATERAL (SELECT o.total FROM orders o WHERE o.customer_id = c.|) x", customers],
    ["SELECT * FROM customers c, (SELECT o.total FROM orders o WHERE o.customer_id = c.|) x", ""],
    ["SELECT * FROM customers c WHERE EXISTS (SELECT FROM orders o WHERE c.|)", customers],
    ["SELECT (SELECT max(total) FROM orders WHERE customer_id = c.|) FROM customers c", customers],
    ["SELECT * FROM customers c WHERE id IN (SELECT cust| FROM orders)", "customer_id"],
    ["WITH r AS (SELECT id, total FROM orders) SELECT | FROM r", "id total @r"],
    ["WITH r AS (SELECT * FROM customers) SELECT x.| FROM r x", customers],
    ["WITH r (a, b) AS (SELECT 1, 2 AS two) SELECT r.| FROM r", "a"],
    ["WITH a AS (SELECT id AS one FROM orders), b AS (SELECT a.| FROM a) SELECT * FROM b", "one"],
    ["WITH a AS (SELECT id FROM orders), b AS (SELECT * FROM a) SELECT b.| FROM b", "id"],
    ["WITH RECURSIVE t AS (SELECT id, boss_id FROM staff UNION ALL SELECT t.| FROM t) SELECT 1", "id boss_id"],
    ["WITH r AS MATERIALIZED (SELECT total FROM orders) SELECT r.| FROM r", "total"],
    ["WITH d AS (DELETE FROM orders RETURNING id, total) SELECT d.| FROM d", "id total"],
    ["SELECT 1 FROM orders UNION SELECT c.| FROM customers c", customers],
    ["SELECT o.| FROM orders o UNION SELECT 1 FROM customers", orders],
    ["SELECT g.| FROM generate_series(1, 3) AS g (n)", "n"],
    ["SELECT r.| FROM json_to_record('{}') AS r (a int, b text)", "a b"],
    ["SELECT s.sh| FROM (SELECT 1 AS shown, x.y FROM (SELECT 2 AS y) x) s", "shown"],
  ])("%s", (text, expected) => expect(columnsAt(text)).toBe(expected));
});

describe("changing statements", () => {
  it.each([
    ["UPDATE orders SET |", orders],
    ["UPDATE orders SET total = 1, |", "id customer_id placed_at"],
    ["UPDATE orders SET total = |", `${orders} @orders`],
    ["UPDATE orders o SET total = o.|", orders],
    ["UPDATE orders o SET total = 0 FROM customers c WHERE c.| ", customers],
    ["UPDATE orders SET total = 0 WHERE pl|", "placed_at"],
    ["UPDATE orders SET total = 0 RETURNING |", `${orders} @orders`],
    ["DELETE FROM orders WHERE |", `${orders} @orders`],
    ["DELETE FROM orders o USING customers c WHERE c.|", customers],
    ["INSERT INTO orders (|", orders],
    ["INSERT INTO orders (id, |) VALUES (1, 2)", "customer_id placed_at total"],
    ["INSERT INTO audit.orders (|)", "id seen"],
    ["INSERT INTO orders (id) SELECT c.| FROM customers c", customers],
    ["INSERT INTO orders (id) VALUES (1) RETURNING pl|", "placed_at"],
    ["INSERT INTO orders (id) VALUES (1) ON CONFLICT (|", orders],
    ["INSERT INTO orders (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET |", orders],
    ["INSERT INTO orders (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET total = excluded.|", orders],
    ["MERGE INTO orders o USING customers c ON o.customer_id = c.|", customers],
    ["CREATE INDEX ON orders (|", orders],
    ["CREATE UNIQUE INDEX i ON audit.orders (id, |)", "seen"],
    ["ALTER TABLE orders DROP COLUMN |", orders],
    ["CREATE TABLE x (o bigint REFERENCES orders (|", orders],
    ["COPY orders (|) FROM STDIN", orders],
    ["SELECT * FROM orders JOIN order_lines USING (|", ""],
    ["SELECT * FROM orders o JOIN shipments USING (|", "id"],
  ])("%s", (text, expected) => expect(columnsAt(text)).toBe(expected));
});

describe("names", () => {
  it.each([
    ['SELECT | FROM "Odd name"', 'id "Mixed Case" "a""b" @"Odd name"'],
    ['SELECT mixc| FROM "Odd name"', '"Mixed Case"'],
    ['SELECT "Mi|" FROM "Odd name"', '"Mixed Case"'],
    ["SELECT l.ord| FROM order_lines l", '"order" order_id'],
    ["SELECT cid| FROM orders", "customer_id"],
    ["SELECT xyz| FROM orders", ""],
  ])("%s", (text, expected) => expect(columnsAt(text)).toBe(expected));
});
