import { useEffect, useId, useRef } from "react";
import { shortType } from "../../../../shared/catalog/short-type.ts";
import { useQueryParameters } from "../../../state/parameters/query-parameters.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { inputModeOf, sampleOf, suggestionsOf } from "./describe-type.ts";
import "./parameter-strip.css";
import type { AskedParameters, ParameterField } from "./use-parameters.ts";

interface ParameterStripProps {
  readonly tabId: string;
  readonly fields: readonly ParameterField[];
  readonly asked: AskedParameters | null;
  /** The parameter whose value the server refused last, and the value it had then. */
  readonly refused: { readonly key: string; readonly message: string } | null;
  /** Enter in a field runs what was asked for. */
  readonly onEnter: () => void;
}

/** The values of the parameters of what would run. */
export function ParameterStrip({ tabId, fields, asked, refused, onEnter }: ParameterStripProps) {
  const strip = useRef<HTMLFieldSetElement>(null);
  const first = asked?.keys[0] ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time something is asked for, also the same again.
  useEffect(() => {
    if (first === null) return;
    const inputs = [...(strip.current?.querySelectorAll("input") ?? [])];
    inputs.find((input) => input.dataset.key === first)?.focus();
  }, [asked, first]);
  if (fields.length === 0) return null;
  const missing = fields.filter(({ key, value }) => value === undefined && asked?.keys.includes(key));
  return (
    <fieldset ref={strip} className="parameter-strip" aria-label="Parameters">
      {fields.map((field) => (
        <Parameter
          key={field.key}
          tabId={tabId}
          field={field}
          problem={problemOf(field, asked, refused)}
          onEnter={onEnter}
        />
      ))}
      {missing.length > 0 && (
        <p className="parameter-missing" role="alert">
          {missing.length === 1 ? "One parameter needs" : `${missing.length} parameters need`} a value, empty text or
          NULL. Nothing was sent.
        </p>
      )}
    </fieldset>
  );
}

function problemOf(
  { key, value }: ParameterField,
  asked: AskedParameters | null,
  refused: ParameterStripProps["refused"],
): string | null {
  if (value === undefined && asked?.keys.includes(key)) return "Needs a value, empty text or NULL";
  return refused?.key === key ? refused.message : null;
}

interface ParameterProps {
  readonly tabId: string;
  readonly field: ParameterField;
  readonly problem: string | null;
  readonly onEnter: () => void;
}

function Parameter({ tabId, field, problem, onEnter }: ParameterProps) {
  const { key, type, labels, value } = field;
  const id = useId();
  const give = (next: string | null | undefined) => useQueryParameters.getState().give(tabId, key, next);
  const suggestions = suggestionsOf(type, labels);
  return (
    <div className={`parameter${problem ? " parameter-wrong" : ""}`} title={problem ?? undefined}>
      <label className="parameter-name" htmlFor={id}>
        {visibleName(key)}
      </label>
      {type !== undefined && <span className="parameter-type">{visibleName(shortType(type))}</span>}
      <input
        id={id}
        data-key={key}
        className="parameter-value"
        value={value ?? ""}
        placeholder={value === null ? "NULL" : value === "" ? "empty text" : sampleOf(type, labels)}
        inputMode={inputModeOf(type)}
        list={suggestions.length > 0 ? `${id}-list` : undefined}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={problem !== null}
        aria-description={problem ?? (value === null ? "NULL" : value === undefined ? "no value" : undefined)}
        onChange={(event) => give(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          onEnter();
        }}
      />
      {suggestions.length > 0 && (
        <datalist id={`${id}-list`}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      <Choice label={`${key} is empty text`} isChosen={value === ""} onToggle={(isOn) => give(isOn ? "" : undefined)}>
        ''
      </Choice>
      <Choice label={`${key} is NULL`} isChosen={value === null} onToggle={(isOn) => give(isOn ? null : undefined)}>
        NULL
      </Choice>
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly isChosen: boolean;
  readonly onToggle: (isOn: boolean) => void;
  readonly children: string;
}

function Choice({ label, isChosen, onToggle, children }: ChoiceProps) {
  return (
    <button
      type="button"
      className="parameter-choice"
      aria-label={label}
      aria-pressed={isChosen}
      title={label}
      onClick={() => onToggle(!isChosen)}
    >
      {children}
    </button>
  );
}
