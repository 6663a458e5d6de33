import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ConnectParameters } from "../../postgres/session.ts";
import { parseDatabaseUrl } from "../database-url.ts";

/**
 * The database that a variable's URL names. Unlike an argument, a variable is not seen by others, so its URL may hold
 * the password, percent-encoded. Throws `invalidInput`.
 */
export function parametersFromEnvironment(variable: string, environment: NodeJS.ProcessEnv): ConnectParameters {
  const text = environment[variable];
  if (text === undefined || text === "")
    throw new AppError("invalidInput", `The variable ${variable} is not set.`, {
      hint: "It has to hold the URL of a database.",
    });
  const { url, password } = takePassword(text);
  return parseDatabaseUrl(url, password === null ? environment : { ...environment, PGPASSWORD: password });
}

function takePassword(text: string): { readonly url: string; readonly password: string | null } {
  const found = /^(\s*postgres(?:ql)?:\/\/[^:@/?]*):([^@/?]*)@/i.exec(text);
  if (!found) return { url: text, password: null };
  const [whole, head = "", password = ""] = found;
  return { url: `${head}@${text.slice(whole.length)}`, password: decodeURIComponent(password) };
}
