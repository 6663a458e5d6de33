import type { KeyValue } from "../../../ui/display/key-value.tsx";
import { KeyValueList } from "../../../ui/display/key-value.tsx";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { PanelSection } from "../../../ui/frame/section.tsx";
import type { Fact, FactGroup } from "../facts/fact.ts";

/** Facts as two columns. Conditions are coloured as SQL; whatever the server named is shown as text. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return <KeyValueList items={facts.map(itemOf)} />;
}

function itemOf({ key, text, note, isSql }: Fact): KeyValue {
  if (note !== undefined)
    return {
      key,
      value: (
        <>
          <strong>{text}</strong> <span className="muted">{note}</span>
        </>
      ),
    };
  if (!isSql) return { key: visibleName(key), value: <span className="plan-details-text">{visibleName(text)}</span> };
  return {
    key,
    value: (
      <span className="plan-details-condition">
        <SqlText sql={visibleName(text)} isInline />
      </span>
    ),
    isMono: true,
  };
}

interface FactSectionsProps {
  readonly groups: readonly FactGroup[];
  /** The group that is open from the start. */
  readonly openTitle?: string | null;
}

/** Groups of facts, closed until somebody asks. */
export function FactSections({ groups, openTitle = null }: FactSectionsProps) {
  return groups.map(({ title, facts }) => (
    <PanelSection
      key={`${title} ${title === openTitle}`}
      title={title}
      count={facts.length}
      isCollapsible
      isInitiallyOpen={title === openTitle}
    >
      <FactList facts={facts} />
    </PanelSection>
  ));
}
