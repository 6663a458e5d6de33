-- Only for a ledger that holds nothing: the events that were written since carry their target in the chain's hash.
DROP TABLE steward.restored;
DROP TABLE steward.check_after;
DROP TABLE steward.restore_point;
DROP TABLE steward.emergency;
DROP TABLE steward.policy;
DROP TABLE steward.thread_entry;
DROP TABLE steward.request_detail;
