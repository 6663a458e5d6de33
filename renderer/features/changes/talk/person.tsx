import "./person.css";

/** A role as a small mark: its first letters. */
export function PersonMark({ name }: { readonly name: string }) {
  const words = name.split(/[\s._-]+/).filter((word) => word !== "");
  const letters = words.length > 1 ? `${words[0]?.[0] ?? ""}${words[1]?.[0] ?? ""}` : name.slice(0, 2);
  return (
    <span className="person-mark" aria-hidden="true" title={name}>
      {letters.toLocaleUpperCase()}
    </span>
  );
}
