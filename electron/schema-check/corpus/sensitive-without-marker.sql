-- finds: found.account."accessToken", found.account.password
CREATE TABLE found.account (id uuid PRIMARY KEY, password text, "accessToken" varchar(40));
COMMENT ON COLUMN found.account.password IS 'What people log in with';
CREATE TABLE near.account (id uuid PRIMARY KEY, password_hash text, tokens int, tokens_used text, api_key text, secret bytea,
  secretary text, pinned text, session_token_id text);
COMMENT ON COLUMN near.account.api_key IS '@encrypted by the application';
