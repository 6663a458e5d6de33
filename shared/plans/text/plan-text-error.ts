import { AppError } from "../../ipc/app-error.ts";

const pasteHint =
  "Paste the whole output of EXPLAIN as it was printed. EXPLAIN (FORMAT JSON) survives wrapping and lost blanks best.";

/** An `invalidInput` that names the line of the text where reading a plan broke, and what to do. */
export function breaksAt(line: number, what: string, hint = pasteHint): AppError {
  return new AppError("invalidInput", `The plan breaks at line ${line}: ${what}`, { hint });
}

/** An `invalidInput` about a text in which no plan was found. */
export function holdsNoPlan(what: string, hint = pasteHint): AppError {
  return new AppError("invalidInput", what, { hint });
}
