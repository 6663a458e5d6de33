import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox } from "react-aria-components";
import "./checkbox.css";

interface CheckboxProps {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean | undefined;
  readonly description?: string | undefined;
  readonly children: ReactNode;
}

/** Yes or no. */
export function Checkbox({ isSelected, onChange, isDisabled, description, children }: CheckboxProps) {
  return (
    <AriaCheckbox className="checkbox" isSelected={isSelected} onChange={onChange} isDisabled={isDisabled ?? false}>
      <span className="checkbox-box" aria-hidden="true">
        <Check className="checkbox-mark" />
      </span>
      <span>
        {children}
        {description && <span className="checkbox-description">{description}</span>}
      </span>
    </AriaCheckbox>
  );
}
