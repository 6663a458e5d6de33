-- ranges that overlap
-- expect: bookings: gist (during)

CREATE TABLE bookings (id int PRIMARY KEY, during tsrange NOT NULL, filler text NOT NULL);
INSERT INTO bookings SELECT n, tsrange(timestamp '2026-01-01' + (n * 7919 % 30000) * interval '1 hour', timestamp '2026-01-01' + (n * 7919 % 30000 + 2) * interval '1 hour'), repeat('x', 60) FROM generate_series(1, 20000) n;

-- query
SELECT * FROM bookings WHERE during && tsrange('2026-03-01', '2026-03-02');
