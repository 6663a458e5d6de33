import type { KeyboardEvent, ReactNode } from "react";
import "./line-tabs.css";

interface LineTabsProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly tabs: readonly { readonly value: Value; readonly label: string; readonly count?: number | undefined }[];
  readonly onChange: (value: Value) => void;
  /** What stands at the right end of the strip. */
  readonly end?: ReactNode;
}

/** A strip of tabs with a line under the chosen one. The caller renders the panel. */
export function LineTabs<Value extends string>({ label, value, tabs, onChange, end }: LineTabsProps<Value>) {
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const at = tabs.findIndex((tab) => tab.value === value);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    onChange(next.value);
    event.currentTarget.querySelector<HTMLElement>(`[data-value="${CSS.escape(next.value)}"]`)?.focus();
  };
  return (
    <div className="line-tabs">
      <div className="line-tabs-list" role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            className="line-tab"
            data-value={tab.value}
            aria-selected={tab.value === value}
            tabIndex={tab.value === value ? 0 : -1}
            onClick={() => onChange(tab.value)}
          >
            {tab.label}
            {tab.count !== undefined && <span className="line-tab-count">{tab.count.toLocaleString("en-US")}</span>}
          </button>
        ))}
      </div>
      {end && <div className="line-tabs-end">{end}</div>}
    </div>
  );
}
