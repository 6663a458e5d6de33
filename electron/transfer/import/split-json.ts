import { AppError } from "../../../shared/ipc/app-error.ts";

/** The text of one object, and the line where it ends. */
export interface JsonSource {
  readonly line: number;
  readonly source: string;
}

const maxCharacters = 256 * 1024 * 1024;

/** Cuts a text into its objects: those of one array, or one after the other. Rejects with `invalidInput`. */
export async function* splitJson(text: AsyncIterable<string>, isArray: boolean): AsyncGenerator<JsonSource> {
  const state = { depth: isArray ? -1 : 0, isInString: false, isEscaped: false, line: 1, kept: "", isOver: false };
  for await (const piece of text) {
    let from = state.depth > 0 ? 0 : -1;
    for (let at = 0; at < piece.length; at++) {
      const character = piece[at] ?? "";
      if (character === "\n") state.line += 1;
      if (state.isInString) {
        if (state.isEscaped) state.isEscaped = false;
        else if (character === "\\") state.isEscaped = true;
        else if (character === '"') state.isInString = false;
        continue;
      }
      if (state.depth > 0) {
        if (character === '"') state.isInString = true;
        else if (character === "{" || character === "[") state.depth += 1;
        else if (character === "}" || character === "]") state.depth -= 1;
        if (state.depth > 0) continue;
        yield { line: state.line, source: state.kept + piece.slice(from, at + 1) };
        state.kept = "";
        from = -1;
      } else if (character === "{" && state.depth === 0 && !state.isOver) {
        state.depth = 1;
        from = at;
      } else betweenObjects(character, state, isArray);
    }
    if (from >= 0) state.kept += piece.slice(from);
    if (state.kept.length > maxCharacters)
      throw new AppError("tooLarge", `The object at line ${state.line} has no end.`);
  }
  if (state.depth !== 0 || (isArray && !state.isOver)) throw refuse(state.line, "the text ends inside");
}

function betweenObjects(
  character: string,
  state: { depth: number; isOver: boolean; readonly line: number },
  isArray: boolean,
): void {
  if (/\s|\ufeff/.test(character)) return;
  if (isArray && character === "[" && state.depth === -1) state.depth = 0;
  else if (isArray && character === "]" && state.depth === 0 && !state.isOver) state.isOver = true;
  else if (!(isArray && character === "," && state.depth === 0 && !state.isOver))
    throw refuse(state.line, `${JSON.stringify(character)} stands where an object should`);
}

function refuse(line: number, why: string): AppError {
  return new AppError("invalidInput", `Line ${line} cannot be read as JSON: ${why}.`, {
    hint: "An import takes objects: one on each line, or one array of them.",
  });
}
