import { type TextDocument, type Uri, window } from 'vscode';

/** The document of the active editor, or, while a panel is active, of the editor that is visible first. */
export function activeTextDocument(): TextDocument | undefined {
  return (window.activeTextEditor ?? window.visibleTextEditors[0])?.document;
}

/** The last part of a path. */
export function basename(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
