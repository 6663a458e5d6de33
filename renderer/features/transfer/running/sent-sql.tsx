import { SqlText } from "../../../ui/display/sql-text.tsx";

/** SQL that will be sent. It may be long: what scrolls can also be scrolled by the keyboard. */
export function SentSql({ statements }: { readonly statements: readonly string[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus for its keys
    <section className="export-sql" aria-label="Statements" tabIndex={0}>
      <SqlText sql={statements.join(";\n")} />
    </section>
  );
}
