import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { COMMANDS } from '../../../src/extension/commands/ids.ts';
import { labSteps } from '../../../src/protocol/panel/lab.ts';

interface Step {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  contributes: { walkthroughs: { id: string; title: string; description: string; steps: Step[] }[] };
};
const strings = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;

function localized(key: string): string {
  const text = strings[key.slice(1, -1)];
  assert.ok(key.startsWith('%') && text !== undefined, `package.nls.json lacks ${key}`);
  return text;
}

describe('walkthrough', () => {
  const [walkthrough] = manifest.contributes.walkthroughs;
  const steps = walkthrough?.steps ?? [];
  const links = steps.flatMap(({ description }) =>
    [...localized(description).matchAll(/\(command:([^)?]+)\??([^)]*)\)/g)].map(([, command, query]) => ({
      command: command!,
      query: query!,
    })),
  );

  it('has a title, a picture with a text for those who cannot see it, and a way to be ticked off for each step', () => {
    assert.ok(steps.length > 8);
    for (const { title, media, completionEvents } of steps) {
      assert.ok(localized(title).length > 0);
      assert.ok(existsSync(media.svg), media.svg);
      assert.ok(localized(media.altText).length > 60, media.altText);
      assert.ok(completionEvents.length > 0);
    }
  });

  it('draws its pictures in colours of the theme alone, each with one to fall back to', () => {
    for (const { media } of steps) {
      const colors = readFileSync(media.svg, 'utf8').matchAll(/(?:fill|stroke)="([^"]*)"/g);
      for (const [, color] of colors) {
        assert.match(
          color!,
          /^(none|var\(--vscode-[\w-]+, (#[0-9a-f]{6}|var\(--vscode-[\w-]+, #[0-9a-f]{6}\))\))$/,
          media.svg,
        );
      }
    }
  });

  it('links to commands that there are, and to every step of the Lab', () => {
    const own = links.filter(({ command }) => command.startsWith('firth.'));
    const known = new Set<string>(Object.values(COMMANDS));
    assert.deepEqual(
      own.filter(({ command }) => !known.has(command)),
      [],
    );
    const lab = own
      .filter(({ command }) => command === COMMANDS.openLab)
      .map(({ query }) => JSON.parse(decodeURIComponent(query)) as string[]);
    assert.deepEqual(lab.flat().sort(), [...labSteps].sort());
  });
});
