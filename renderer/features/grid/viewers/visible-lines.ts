import { visibleName } from "../../../ui/display/visible-name.ts";

/** Text with its own line ends; everything else that hides is shown. */
export function visibleLines(text: string): string {
  return text
    .split("\n")
    .map((line) => visibleName(line.replaceAll("\t", "    ")))
    .join("\n");
}
