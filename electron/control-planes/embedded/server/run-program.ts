import { AppError } from "../../../../shared/ipc/app-error.ts";
import { type ServerUser, serverEnvironment } from "./server-user.ts";
import { spawnWatched } from "./watched-process.ts";

/** Runs one of the server's programs to its end; it ends with this process. Rejects with `computeUnavailable`, or `diskFull` when it said so. */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly user: ServerUser },
): Promise<void> {
  const child = spawnWatched(program, args, {
    cwd: options.cwd,
    env: serverEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
    whenLeft: "kill all",
    ...options.user,
  });
  let output = "";
  const collect = (chunk: Buffer) => {
    output = (output + chunk.toString("utf8")).slice(-20_000);
  };
  child.stdout?.on("data", collect);
  child.stderr?.on("data", collect);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  }).catch((error: unknown) => {
    throw new AppError("computeUnavailable", `${program} cannot be started: ${String(error)}`);
  });
  if (code !== 0) throw toServerError(`${program} failed (exit code ${code}).`, output);
}

/** What a server program's output means to the user. */
export function toServerError(what: string, output: string): AppError {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  const reason = lines.filter((line) => /FATAL|PANIC|ERROR|error:/.test(line)).at(-1) ?? lines.at(-1);
  const message =
    reason === undefined ? what : `${what} ${reason.trim().replace(/^.*?(?=(FATAL|PANIC|ERROR|error):)/, "")}`;
  if (/No space left on device|Disk quota exceeded/.test(output))
    return new AppError("diskFull", message, { hint: "Free some space on the disk of the data folder and try again." });
  if (/could not bind .*address|could not create any TCP\/IP sockets/.test(output))
    return new AppError("portTaken", message, { hint: "Another program uses this port on 127.0.0.1." });
  if (/could not look up effective user ID/.test(output))
    return new AppError("computeUnavailable", message, {
      hint: "Postgres needs a user with a name: give this user id an entry in /etc/passwd, or run as another user.",
    });
  return new AppError("computeUnavailable", message, { hint: "The server's log in the data folder has the details." });
}
