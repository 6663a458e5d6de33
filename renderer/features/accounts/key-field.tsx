import { useRequest } from "../../bridge/use-request.ts";
import { TextField } from "../../ui/controls/text-field.tsx";
import { keyKeepingText } from "./account-words.ts";

interface KeyFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** An API key, hidden as it is typed, and where it will be kept. */
export function KeyField({ value, onChange }: KeyFieldProps) {
  const keeping = useRequest("connections.passwordKeeping", {});
  return (
    <TextField
      label="API key"
      type="password"
      value={value}
      onChange={onChange}
      placeholder="napi_…"
      description={keeping.data ? keyKeepingText(keeping.data) : undefined}
      isMono
      autoFocus
    />
  );
}

/** Whether it can be sent; Neon itself judges the rest. */
export function isCompleteKey(key: string): boolean {
  return /^[\x21-\x7e]{8,1000}$/.test(key.trim());
}
