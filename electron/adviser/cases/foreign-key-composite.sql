-- a composite key with its tenant
-- expect: lines: btree (tenant_id, invoice_id)

CREATE TABLE invoices (tenant_id int, id int, PRIMARY KEY (tenant_id, id));
CREATE TABLE lines (id int PRIMARY KEY, tenant_id int NOT NULL, invoice_id int NOT NULL, filler text NOT NULL, FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoices);
INSERT INTO invoices SELECT t, n FROM generate_series(1, 4) t, generate_series(1, 1200) n;
INSERT INTO lines SELECT n, n % 4 + 1, n * 7919 % 1000 + 1, repeat('x', 100) FROM generate_series(1, 60000) n;

-- query
DELETE FROM invoices WHERE tenant_id = 2 AND id IN (1150, 1160, 1170);
