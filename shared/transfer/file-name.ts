/** What the file systems of all desktops refuse in a name, and characters that make a name look like another one. */
const unsafeCharacters = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"/\\|?*]/gu;
const reservedNames = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const maxCharacters = 100;

/**
 * A name of the database as the stem of a file name: it never leads to another folder, is never hidden, and is one that
 * Windows takes as well. Different names may give the same file name.
 */
export function fileNameOf(name: string): string {
  const plain = [...name.replace(unsafeCharacters, "_")]
    .slice(0, maxCharacters)
    .join("")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  if (plain === "") return "_";
  return reservedNames.test(plain) ? `_${plain}` : plain;
}

/** File names for several names: those that would be the same get a number. Case is no difference on many disks. */
export function distinctFileNames(names: readonly string[], extension: string): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const stem = fileNameOf(name);
    let candidate = `${stem}.${extension}`;
    for (let number = 2; taken.has(candidate.toLowerCase()); number++) candidate = `${stem} ${number}.${extension}`;
    taken.add(candidate.toLowerCase());
    return candidate;
  });
}
