import { window } from 'vscode';

/** What is selected, or the word at the cursor, of the active editor; undefined where there is neither. */
export function wordAtCursor(): string | undefined {
  const editor = window.activeTextEditor;
  if (!editor) return undefined;
  const { document, selection } = editor;
  if (selection.isEmpty) {
    const range = document.getWordRangeAtPosition(selection.active);
    return range && document.getText(range);
  }
  if (!selection.isSingleLine) return undefined;
  const text = document.getText(selection).trim();
  return text === '' ? undefined : text;
}
