import { runMocha } from './runMocha.ts';

/** Called by VS Code inside the extension host, with the Brown sample open. */
export function run(): Promise<void> {
  return runMocha(async () => {
    await import('./activation.test.ts');
    await import('./hover.test.ts');
    await import('./queries.test.ts');
    await import('./training.test.ts');
    await import('./corpus.test.ts');
    await import('./tools.test.ts');
    await import('./evaluation.test.ts');
    await import('./files.test.ts');
    await import('./genre.test.ts');
    await import('./panel.test.ts');
    await import('./lab.test.ts');
    await import('./panelLeaks.test.ts');
  });
}
