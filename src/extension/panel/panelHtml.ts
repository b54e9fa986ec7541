import { randomBytes } from 'node:crypto';
import { Uri, type Webview } from 'vscode';

/** The style sheets, in media; later ones refine earlier ones. */
const STYLES = ['panel.css', 'data.css', 'map.css', 'genre.css', 'lab.css'];

/** Folders whose files the panel may load. */
export function panelRoots(extension: Uri): Uri[] {
  return [Uri.joinPath(extension, 'dist'), Uri.joinPath(extension, 'media')];
}

/** The page of the panel: one script and style sheets of our own, and nothing else may run or load. */
export function panelHtml(webview: Webview, extension: Uri, title: string): string {
  const nonce = randomBytes(16).toString('base64');
  const script = webview.asWebviewUri(Uri.joinPath(extension, 'dist', 'panel.js')).toString();
  const styles = STYLES.map((file) =>
    webview.asWebviewUri(Uri.joinPath(extension, 'media', file)).toString(),
  );
  const policy = [
    `default-src 'none'`,
    `img-src ${webview.cspSource} data:`,
    `font-src ${webview.cspSource}`,
    `style-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  ${styles.map((style) => `<link rel="stylesheet" href="${style}">`).join('\n  ')}
  <title>${title}</title>
</head>
<body>
  <main id="app"></main>
  <script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
