import { Check, ChevronsUpDown } from "lucide-react";
import {
  Select as AriaSelect,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from "react-aria-components";
import "./select.css";

/** One choice. */
export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly description?: string | undefined;
}

interface SelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value | null;
  readonly options: readonly SelectOption<Value>[];
  readonly onChange: (value: Value) => void;
  readonly isLabelHidden?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly description?: string | undefined;
  readonly placeholder?: string | undefined;
}

/** One choice out of a list that opens. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  return (
    <AriaSelect
      className="select"
      value={props.value}
      onChange={(key) => {
        const option = props.options.find(({ value }) => value === key);
        if (option) props.onChange(option.value);
      }}
      isDisabled={props.isDisabled ?? false}
      placeholder={props.placeholder ?? "Choose"}
      {...(props.isLabelHidden ? { "aria-label": props.label } : {})}
    >
      {!props.isLabelHidden && <Label className="select-label">{props.label}</Label>}
      <Button className="select-button">
        <SelectValue className="select-value cut" />
        <ChevronsUpDown aria-hidden className="select-icon" />
      </Button>
      {props.description && (
        <Text slot="description" className="select-description">
          {props.description}
        </Text>
      )}
      <Popover className="select-popover" offset={4}>
        <ListBox className="select-list" items={props.options}>
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className="select-option">
              <Text slot="label" className="cut">
                {option.label}
              </Text>
              {option.description && (
                <Text slot="description" className="select-option-description">
                  {option.description}
                </Text>
              )}
              <Check aria-hidden className="select-check" />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
