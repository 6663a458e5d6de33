import type { TlsMode } from "../connections/model.ts";

/** What a connection string says. */
export interface ConnectionStringFields {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly tls: TlsMode;
  readonly channelBinding?: string | undefined;
}

/** Stands where a password is not shown. */
const dots = "••••••••";

/**
 * A `postgresql://` string as libpq reads it (every part percent-encoded). `password` is a text, `hidden` for dots in its
 * place, or null for none.
 */
export function connectionString(
  fields: ConnectionStringFields,
  password: { readonly text: string } | "hidden" | null,
): string {
  const { host, port, database, user, tls, channelBinding } = fields;
  const secret = password === null ? "" : `:${password === "hidden" ? dots : encodeURIComponent(password.text)}`;
  const place = host.includes(":") ? `[${host}]` : encodeURIComponent(host);
  const options = [`sslmode=${tls}`, ...(channelBinding === "require" ? ["channel_binding=require"] : [])];
  const where = `${place}${port === 5432 ? "" : `:${port}`}`;
  return `postgresql://${encodeURIComponent(user)}${secret}@${where}/${encodeURIComponent(database)}?${options.join("&")}`;
}
