import { EyeOff } from "lucide-react";
import type { ReactNode } from "react";
import type { Reading } from "../../../../shared/catalog/reading.ts";

interface ReadProps<T> {
  readonly reading: Reading<T>;
  readonly children: (value: T) => ReactNode;
}

/** A part of the details: what was read, or why it cannot be. */
export function Read<T>({ reading, children }: ReadProps<T>) {
  if (reading.state === "readable") return children(reading.value);
  return (
    <p className="object-unreadable">
      <EyeOff aria-hidden className="object-closed-icon" />
      <span>
        Unreadable: {reading.message}
        {reading.hint && ` ${reading.hint}`}
      </span>
    </p>
  );
}
