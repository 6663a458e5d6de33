import { useEffect } from "react";
import { isClosingHeld, useClosing } from "../../state/closing/closing-tabs.ts";
import { Button } from "../../ui/controls/button.tsx";
import { Dialog } from "../../ui/overlays/dialog.tsx";

/** Asks before a tab is closed that holds something, and has the window's own question asked before that is closed. */
export function ClosingQuestion() {
  const asked = useClosing((state) => state.asked);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (isClosingHeld()) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, []);
  if (!asked) return null;
  const { title, text, stay, answers } = asked.question;
  const { answer } = useClosing.getState();
  return (
    <Dialog
      title={title}
      isOpen
      size="small"
      onClose={() => void answer(null)}
      footer={
        <>
          <Button autoFocus onPress={() => void answer(null)}>
            {stay}
          </Button>
          {answers.map((each) => (
            <Button key={each.label} variant={each.variant ?? "secondary"} onPress={() => void answer(each)}>
              {each.label}
            </Button>
          ))}
        </>
      }
    >
      <p>{text}</p>
    </Dialog>
  );
}
