import { EyeOff } from "lucide-react";
import { describeHidden, findHidden } from "../rules/reveal-hidden.ts";
import "./hidden-characters.css";

/** A warning over a script with characters that hide or turn what it says; nothing for an honest one. */
export function HiddenCharacters({ script }: { readonly script: string }) {
  const hidden = findHidden(script);
  if (hidden.length === 0) return null;
  return (
    <p className="hidden-characters" role="alert">
      <EyeOff aria-hidden className="hidden-characters-icon" />
      {describeHidden(hidden)}
    </p>
  );
}
