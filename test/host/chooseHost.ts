import { findDesktop } from './desktop.ts';

/** Where VS Code runs: as the desktop program at `executable`, or served to a browser. */
export type Host = { readonly kind: 'desktop'; readonly executable: string } | { readonly kind: 'served' };

/**
 * Chooses the VS Code to use: a desktop one if there is one, else the browser-served one. The environment
 * variable FIRTH_HOST (`desktop` or `served`) decides otherwise.
 *
 * @throws Error when FIRTH_HOST asks for something that is not there, or for something unknown.
 */
export function chooseHost(env: NodeJS.ProcessEnv = process.env): Host {
  const wish = env['FIRTH_HOST'];
  if (wish && wish !== 'desktop' && wish !== 'served') {
    throw new Error(`FIRTH_HOST is '${wish}'; expected 'desktop' or 'served'.`);
  }
  if (wish === 'served') return { kind: 'served' };
  const executable = findDesktop(env);
  if (executable !== undefined) return { kind: 'desktop', executable };
  if (wish !== 'desktop') return { kind: 'served' };
  throw new Error(
    'FIRTH_HOST asks for a desktop VS Code, but none was found (or there is no display). ' +
      'Install it from https://code.visualstudio.com, or let FIRTH_VSCODE name its executable.',
  );
}
