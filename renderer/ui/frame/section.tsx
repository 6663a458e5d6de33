import { ChevronDown, ChevronRight, type LucideIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import "./section.css";

interface PanelSectionProps {
  readonly title: ReactNode;
  readonly count?: ReactNode;
  /** What stands at the right end of the head. */
  readonly end?: ReactNode;
  readonly isCollapsible?: boolean | undefined;
  readonly isInitiallyOpen?: boolean | undefined;
  readonly children: ReactNode;
}

/** A part of a panel under its own head. */
export function PanelSection(props: PanelSectionProps) {
  const { title, count, end, isCollapsible, isInitiallyOpen = true, children } = props;
  const [isOpen, setIsOpen] = useState(isInitiallyOpen);
  const Twist = isOpen ? ChevronDown : ChevronRight;
  const heading = (
    <>
      {title}
      {count !== undefined && <span className="panel-section-count">{count}</span>}
    </>
  );
  return (
    <section className="panel-section">
      <header className="panel-section-head">
        <h3 className="panel-section-title grow cut">
          {isCollapsible ? (
            <button
              type="button"
              className="panel-section-toggle"
              aria-expanded={isOpen}
              onClick={() => setIsOpen(!isOpen)}
            >
              <Twist aria-hidden className="panel-section-twist" />
              {heading}
            </button>
          ) : (
            heading
          )}
        </h3>
        {end}
      </header>
      {isOpen && children}
    </section>
  );
}

/** The head of a sidebar. */
export function SidebarHead({ title, actions }: { readonly title: ReactNode; readonly actions?: ReactNode }) {
  return (
    <header className="sidebar-head">
      <h2 className="grow cut">{title}</h2>
      {actions}
    </header>
  );
}

/** A small label over items of a sidebar. */
export function SidebarLabel({ children, count }: { readonly children: ReactNode; readonly count?: ReactNode }) {
  return (
    <h3 className="sidebar-label">
      <span className="grow cut">{children}</span>
      {count !== undefined && <span>{count}</span>}
    </h3>
  );
}

interface SidebarItemProps {
  readonly icon?: LucideIcon | undefined;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly isSelected?: boolean | undefined;
  readonly depth?: number | undefined;
  readonly title?: string | undefined;
  readonly onPress: () => void;
}

/** One thing to choose in a sidebar. */
export function SidebarItem({ icon: Icon, label, hint, isSelected, depth = 0, title, onPress }: SidebarItemProps) {
  return (
    <button
      type="button"
      className="sidebar-item"
      aria-current={isSelected ? "true" : undefined}
      data-depth={depth}
      title={title}
      onClick={onPress}
    >
      {Icon && <Icon aria-hidden className="sidebar-item-icon" />}
      <span className="grow cut">{label}</span>
      {hint !== undefined && <span className="sidebar-item-hint">{hint}</span>}
    </button>
  );
}
