import { runMocha } from './runMocha.ts';

/** Called by VS Code inside the extension host, with a workspace of several folders open. */
export function run(): Promise<void> {
  return runMocha(() => import('./multiRoot.test.ts'));
}
