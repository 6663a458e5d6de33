import { Check, CircleAlert, Info, X } from "lucide-react";
import { useEffect } from "react";
import { type Toast, useToasts } from "../../state/toasts.ts";
import { IconButton } from "../../ui/controls/button.tsx";
import "./notices.css";

const shownMs = 6000;
const icons = { info: Info, success: Check, error: CircleAlert } as const;

/** Short words about what has no place of its own. Errors stay until they are closed. */
export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <ToastBox key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastBox({ toast }: { readonly toast: Toast }) {
  const dismiss = useToasts((state) => state.dismiss);
  useEffect(() => {
    if (toast.tone === "error") return;
    const timer = setTimeout(() => dismiss(toast.id), shownMs);
    return () => clearTimeout(timer);
  }, [toast, dismiss]);
  const Icon = icons[toast.tone];
  return (
    <div className={`toast toast-${toast.tone}`}>
      <Icon aria-hidden className="toast-icon" />
      <span className="grow">{toast.text}</span>
      <IconButton label="Close" icon={X} isSmall onPress={() => dismiss(toast.id)} />
    </div>
  );
}
