-- Documents on legal hold
-- Looks into JSON without a GIN index: every document is read and unpacked.
select id, title, org_id, updated_at
from documents
where tiptap_json @> '{"attrs": {"template": "legal-hold"}}'
order by updated_at desc;
