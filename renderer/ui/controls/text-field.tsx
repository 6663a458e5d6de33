import { Search, X } from "lucide-react";
import type { KeyboardEventHandler, ReactNode } from "react";
import {
  Button as AriaButton,
  SearchField as AriaSearchField,
  TextField as AriaTextField,
  Input,
  Label,
  Text,
  TextArea as TextAreaInput,
} from "react-aria-components";
import "./text-field.css";

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly description?: string | undefined;
  readonly error?: string | null | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly isRequired?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly placeholder?: string | undefined;
  readonly isMono?: boolean | undefined;
  readonly isLabelHidden?: boolean | undefined;
}

function FieldFrame({ props, children }: { readonly props: FieldProps; readonly children: ReactNode }) {
  return (
    <AriaTextField
      className={`text-field${props.isMono ? " text-field-mono" : ""}`}
      value={props.value}
      onChange={props.onChange}
      isDisabled={props.isDisabled ?? false}
      isRequired={props.isRequired ?? false}
      isInvalid={Boolean(props.error)}
      autoFocus={props.autoFocus ?? false}
      {...(props.isLabelHidden ? { "aria-label": props.label } : {})}
    >
      {!props.isLabelHidden && <Label className="text-field-label">{props.label}</Label>}
      {children}
      {props.description && (
        <Text slot="description" className="text-field-description">
          {props.description}
        </Text>
      )}
      {props.error && (
        <Text slot="errorMessage" className="text-field-error">
          {props.error}
        </Text>
      )}
    </AriaTextField>
  );
}

/** One line of text with its label, description and error. */
export function TextField(
  props: FieldProps & { readonly type?: "text" | "password" | "number" | "date" | "datetime-local" },
) {
  return (
    <FieldFrame props={props}>
      <Input
        className="text-field-input"
        type={props.type ?? "text"}
        {...(props.type === "datetime-local" ? { step: 1 } : {})}
        placeholder={props.placeholder ?? ""}
        spellCheck={false}
        autoComplete="off"
      />
    </FieldFrame>
  );
}

/** Several lines of text. */
export function TextArea(props: FieldProps & { readonly rows?: number }) {
  return (
    <FieldFrame props={props}>
      <TextAreaInput
        className="text-field-input text-field-area"
        rows={props.rows ?? 4}
        placeholder={props.placeholder ?? ""}
        spellCheck={false}
      />
    </FieldFrame>
  );
}

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly placeholder?: string | undefined;
  readonly onKeyDown?: KeyboardEventHandler<HTMLInputElement> | undefined;
  readonly autoFocus?: boolean | undefined;
}

/** A field that filters what stands below it. Escape empties it. */
export function SearchField({ label, value, onChange, placeholder, onKeyDown, autoFocus }: SearchFieldProps) {
  return (
    <AriaSearchField
      className="search-field"
      aria-label={label}
      value={value}
      onChange={onChange}
      autoFocus={autoFocus ?? false}
    >
      <Search aria-hidden className="search-field-icon" />
      <Input
        className="search-field-input"
        placeholder={placeholder ?? label}
        onKeyDown={onKeyDown}
        spellCheck={false}
      />
      {value !== "" && (
        <AriaButton className="search-field-clear" aria-label="Clear">
          <X aria-hidden className="search-field-icon" />
        </AriaButton>
      )}
    </AriaSearchField>
  );
}
