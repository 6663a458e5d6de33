import { useRequest } from "../../../bridge/use-request.ts";
import { TextField } from "../../../ui/controls/text-field.tsx";
import "../connection-dialog.css";
import { keepingText, lockedText } from "./keeping-words.ts";
import { PassphraseField } from "./passphrase-field.tsx";

interface PasswordFieldProps {
  readonly password: string;
  readonly isNew: boolean;
  readonly onChange: (password: string) => void;
}

/** The password, where it will be kept, and the way to keep it where the system offers none. */
export function PasswordField({ password, isNew, onChange }: PasswordFieldProps) {
  const keeping = useRequest("connections.passwordKeeping", {});
  const where = keeping.data ? keepingText(keeping.data) : "";
  const locked = keeping.data ? lockedText(keeping.data) : null;
  return (
    <div className="connection-choice">
      <div className="connection-wide">
        <TextField
          label="Password"
          type="password"
          value={password}
          onChange={onChange}
          description={isNew ? where : `Empty keeps the saved one; it is never shown. ${where}`}
        />
      </div>
      {locked !== null && <p className="connection-note">{locked}</p>}
      {keeping.data?.place.kind === "memory" && <PassphraseField locked={keeping.data.locked} />}
    </div>
  );
}
