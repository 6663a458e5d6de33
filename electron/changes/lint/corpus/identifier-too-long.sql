-- finds one
CREATE INDEX CONCURRENTLY a_name_that_is_longer_than_sixty_three_bytes_and_so_cut_by_the_server ON t (a);

-- finds one
CREATE TABLE "ääääääääääääääääääääääääääääääääää" (a int);

-- finds nothing
CREATE INDEX CONCURRENTLY a_name_that_is_exactly_sixty_three_bytes_long_and_so_is_kept_ok ON t (a);

-- finds nothing
SELECT 'a_text_that_is_longer_than_sixty_three_bytes_and_is_kept_as_it_is_by_all';
