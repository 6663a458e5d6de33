/** A whole path as its folder and the name in it. The folder of a path in the topmost one is that one. */
export function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const at = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  const folder = path.slice(0, at);
  const isTop = folder === "" || /^[a-z]:$/i.test(folder);
  return { folder: isTop ? path.slice(0, at + 1) : folder, name: path.slice(at + 1) };
}
