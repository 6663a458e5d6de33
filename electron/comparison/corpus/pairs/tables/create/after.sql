CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, number text NOT NULL UNIQUE, amount numeric(12,2) DEFAULT 0, made timestamptz NOT NULL DEFAULT now());
