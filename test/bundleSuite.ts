import { resolve } from 'node:path';
import { build } from 'esbuild';

/** Bundles a test suite for the extension host; returns the absolute path of the CommonJS file. */
export async function bundleSuite(entry: string, name: string): Promise<string> {
  const outfile = resolve('out/suites', `${name}.cjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return outfile;
}
