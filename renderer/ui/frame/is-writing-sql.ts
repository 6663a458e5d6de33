/** Whether the focus is in an editor of SQL: there keys that a grid has as well are the editor's. */
export function isWritingSql(): boolean {
  return document.activeElement?.closest(".monaco-editor") != null;
}
