import "./blast-list.css";

/** What goes away or changes, one line each. */
export function BlastList({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul className="blast-list">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
