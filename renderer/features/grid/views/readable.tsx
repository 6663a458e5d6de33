import { EyeOff } from "lucide-react";
import type { ReactNode } from "react";
import type { Reading } from "../../../../shared/catalog/model.ts";
import "./views.css";

interface ReadableProps<T> {
  readonly reading: Reading<readonly T[]>;
  readonly none: string;
  readonly children: (value: readonly T[]) => ReactNode;
}

/** A part of the catalog: what was read, that there is nothing, or that it cannot be read. */
export function Readable<T>({ reading, none, children }: ReadableProps<T>) {
  if (reading.state === "unreadable") return <Unreadable message={reading.message} hint={reading.hint} />;
  if (reading.value.length === 0) return <p className="view-none">{none}</p>;
  return children(reading.value);
}

/** Says that something cannot be read, and why. */
export function Unreadable({ message, hint }: { readonly message: string; readonly hint: string | undefined }) {
  return (
    <p className="view-unreadable">
      <EyeOff aria-hidden className="view-unreadable-icon" />
      <span>
        Unreadable: {message}
        {hint && ` ${hint}`}
      </span>
    </p>
  );
}
