/** Whether a function in the text gives another value for each row; a function that is not known does not count. */
export function callsVolatile(text: string, volatility: Readonly<Record<string, string>>): boolean {
  return [...text.matchAll(/([\p{L}_][\p{L}\p{N}_$]*)\(/gu)].some(([, name = ""]) => volatility[name] === "v");
}
