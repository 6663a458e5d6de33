-- Longest chats
-- A join with an aggregate.
select c."id", c."title", c."model", count(m."id") as messages, sum(m."tokens") as tokens
from "Chat" c
join "Message" m on m."chatId" = c."id"
group by c."id"
order by messages desc
limit 25;
