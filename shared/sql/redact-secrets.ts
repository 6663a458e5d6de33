const gap = String.raw`(?:\s|--[^\n]*\n|/\*[\s\S]*?\*/)`;
const string = String.raw`(?:(?:E|U&)?'(?:[^'\\]|''|\\[\s\S])*'(?:\s*\n\s*'(?:[^']|'')*')*|\$(\w*)\$[\s\S]*?\$\2\$)`;

/** PASSWORD 'x' of roles, and `password 'x'` among the options of servers and user mappings. */
const passwordConstant = new RegExp(String.raw`(\b(?:passwd|passphrase|password|secret)${gap}+)${string}`, "gi");
/** `password=x` of a connection string, inside a constant or by itself. */
const passwordField = /\b((?:ssl)?password\s*=\s*)(''(?:[^'\\]|\\.)*''|'[^']*'|[^\s'";,&)]+)/gi;
const passwordInUrl = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/'"]*:)[^\s@/'"]+(@)/gi;

/**
 * SQL with its passwords replaced by ***, for what is kept on disk: role passwords, options of foreign servers and user
 * mappings, connection strings and URLs. The rest stays as it is, so that it can be read and run again.
 */
export function redactSecrets(sql: string): string {
  return sql
    .replace(passwordConstant, (_whole, before: string) => `${before}'***'`)
    .replace(passwordField, (_whole, before: string) => `${before}***`)
    .replace(passwordInUrl, (_whole, before: string, after: string) => `${before}***${after}`);
}
