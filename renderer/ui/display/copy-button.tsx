import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "../controls/button.tsx";

interface CopyButtonProps {
  readonly text: string | (() => string);
  readonly label?: string | undefined;
}

/** Puts a text on the clipboard, and says so by a tick. */
export function CopyButton({ text, label = "Copy" }: CopyButtonProps) {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 1500);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => {
    navigator.clipboard.writeText(typeof text === "string" ? text : text()).then(
      () => setState("copied"),
      () => setState("refused"),
    );
  };
  const shown = state === "copied" ? "Copied" : state === "refused" ? "The browser refused the clipboard" : label;
  return <IconButton label={shown} icon={state === "copied" ? Check : Copy} isSmall onPress={copy} />;
}
