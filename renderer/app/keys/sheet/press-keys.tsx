import { Keyboard } from "lucide-react";
import { useEffect, useRef } from "react";
import { keysOfEvent } from "../../../../shared/commands/keys/keys.ts";
import { isMac } from "../../../state/keys/changed-keys.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Keys } from "../../../ui/controls/keys.tsx";

interface PressKeysProps {
  readonly title: string;
  /** Why the keys that were pressed last cannot be had. */
  readonly refusal: string | null;
  readonly onKeys: (keys: string) => void;
  readonly onCancel: () => void;
}

/** Takes the next keys that are pressed, whatever they mean elsewhere. Escape alone leaves. */
export function PressKeys({ title, refusal, onKeys, onCancel }: PressKeysProps) {
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef({ onKeys, onCancel });
  useEffect(() => {
    latest.current = { onKeys, onCancel };
  });
  useEffect(() => {
    box.current?.focus();
    box.current?.scrollIntoView({ block: "nearest" });
    const onKeyDown = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      const keys = keysOfEvent(event, isMac);
      if (keys === "Escape") latest.current.onCancel();
      else if (keys !== null) latest.current.onKeys(keys);
    };
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: it holds the focus itself, which no fieldset does.
    <div ref={box} className="key-ask" role="group" tabIndex={-1} aria-label={`Press keys for ${title}`}>
      <Keyboard aria-hidden className="key-line-icon" />
      <span className="grow" role="status">
        {refusal === null ? "Press keys …" : `${refusal} Press others …`}
      </span>
      <span className="muted">
        <Keys keys="Escape" /> leaves
      </span>
      <Button isSmall onPress={onCancel}>
        Cancel
      </Button>
    </div>
  );
}
