import type { TlsMode } from "../../shared/connections/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { ConnectParameters } from "../postgres/session.ts";

/** libpq's sslmode. `allow` and `prefer` promise nothing, so that they are taken as `require` without a check. */
const tlsModeOf: Readonly<Record<string, TlsMode>> = {
  disable: "disable",
  allow: "require-unverified",
  prefer: "require-unverified",
  require: "require-unverified",
  "verify-ca": "verify-ca",
  "verify-full": "verify-full",
};

/** The environment variables that are read. */
export interface UrlEnvironment {
  readonly PGPASSWORD?: string | undefined;
  readonly USER?: string | undefined;
}

/**
 * The fields of a `postgres://` URL. The password comes from PGPASSWORD: what stands in an argument can be read by every
 * user of the machine, so one in the URL is refused. Throws AppError `invalidInput`.
 */
export function parseDatabaseUrl(text: string, environment: UrlEnvironment): ConnectParameters {
  const url = readUrl(text);
  if (url.password !== "")
    throw new AppError("invalidInput", "The URL holds a password, which every user of this machine can read.", {
      hint: "Leave it out of the URL and set PGPASSWORD instead.",
    });
  const host = decodeURIComponent(url.hostname.replace(/^\[(.*)\]$/, "$1"));
  const user = decodeURIComponent(url.username) || environment.USER || "postgres";
  const isLocal = host === "localhost" || host === "127.0.0.1" || host === "::1";
  const mode = url.searchParams.get("sslmode");
  const tls = mode === null ? (isLocal ? "disable" : "verify-full") : tlsModeOf[mode];
  if (tls === undefined)
    throw new AppError("invalidInput", `The URL asks for an unknown sslmode "${mode}".`, {
      hint: `Known are ${Object.keys(tlsModeOf).join(", ")}.`,
    });
  return {
    host,
    port: url.port === "" ? 5432 : Number(url.port),
    database: decodeURIComponent(url.pathname.slice(1)) || user,
    user,
    tls,
    ...(environment.PGPASSWORD === undefined ? {} : { password: environment.PGPASSWORD }),
  };
}

function readUrl(text: string): URL {
  if (URL.canParse(text)) {
    const url = new URL(text);
    if ((url.protocol === "postgres:" || url.protocol === "postgresql:") && url.hostname !== "") return url;
  }
  throw new AppError("invalidInput", "This is no database URL.", {
    hint: "It looks like postgres://user@host:5432/database",
  });
}
