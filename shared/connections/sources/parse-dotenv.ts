/**
 * The variables of a `.env` file as dotenv reads them: `export`, comments, quotes (double ones with `\n`), and
 * `${NAME}` or `$NAME` for what stands above in the same file. What is no assignment is passed over.
 */
export function parseDotenv(text: string): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  const line = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*(?:'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|([^\r\n]*))/gm;
  for (const [, name = "", single, double, bare] of text.matchAll(line)) {
    if (single !== undefined) variables.set(name, single);
    else if (double !== undefined) variables.set(name, expand(unescapeQuoted(double), variables));
    else variables.set(name, expand((bare ?? "").replace(/(^|\s)#.*$/, "").trim(), variables));
  }
  return variables;
}

function unescapeQuoted(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, character: string) => (character === "n" ? "\n" : character));
}

function expand(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$(?:\{(\w+)\}|([A-Za-z_]\w*))/g, (whole, braced?: string, plain?: string) => {
    return variables.get(braced ?? plain ?? "") ?? whole;
  });
}
