import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { answerFileDialog } from './fileDialog.ts';
import { assertPainted } from './mapView.ts';
import { openSession, type Session } from './session.ts';

/** Vectors of which there is little to draw, and what the caption says of them. */
const FILES = [
  { name: 'three.vec', text: 'water 1 0 0\nmusic 0 1 0\nnight 0 0 1\n', words: 3 },
  { name: 'flat.vec', text: 'water 1 0\nmusic 0 1\nnight -1 -1\nsea 0.9 0.1\nsong 0.1 0.9\n', words: 5 },
  { name: 'equal.vec', text: [...'abcdefgh'].map((letter) => `${letter}word 1 1 1\n`).join(''), words: 8 },
] as const;

describe('the map of little, whose vectors change while it is open', () => {
  let session: Session;
  let map: FrameLocator;
  const errors: string[] = [];

  before(async () => {
    session = await openSession((folder) => {
      writeFileSync(join(folder, 'story.txt'), 'The water was cold, the music loud at night.\n');
      for (const { name, text } of FILES) writeFileSync(join(folder, name), text);
    }, 'story.txt');
    session.workbench.page.on('pageerror', ({ message }) => errors.push(message));
    await session.workbench.runCommand('Firth: Open Map');
    map = session.workbench.webview();
    await map.locator('.caption', { hasText: 'these 2,000 words' }).waitFor();
  });

  after(async () => {
    await session?.close();
  });

  for (const { name, text, words } of FILES) {
    it(`draws ${name}, by each method, and nothing of the vectors before`, async () => {
      const { workbench, folder } = session;
      await workbench.runCommand('Firth: Load Vectors...');
      await workbench.quickInput.waitUntilOpen('Where are the vectors?');
      await workbench.quickInput.accept('File...');
      await answerFileDialog(workbench, join(folder, name));
      await workbench.quickInput.waitUntilOpen('How many words?');
      await workbench.quickInput.accept('All words');
      await workbench.quickInput.waitUntilOpen('Press Enter to load');
      await workbench.quickInput.items();
      await workbench.quickInput.accept();
      await workbench.waitForNotification(new RegExp(`Loaded ${words} words`));
      await workbench.closeNotifications();
      for (const method of ['tsne', 'firstTwo', 'pca']) {
        await map.locator('label.field', { hasText: 'Layout' }).locator('select').selectOption(method);
        const caption = map.locator('.caption', {
          hasText: { tsne: 't-SNE', firstTwo: 'first two', pca: 'PCA' }[method]!,
        });
        await caption.filter({ hasText: new RegExp(`these ${words} words.*trustworthiness`, 's') }).waitFor();
        await assertPainted(map);
      }
      const table = map.getByRole('button', { name: 'Table', exact: true });
      if ((await table.getAttribute('aria-expanded')) === 'false') await table.click();
      const listed = await map.locator('table.words tr[data-position] > :first-child').allInnerTexts();
      assert.deepEqual(listed.toSorted(), text.match(/^\w+/gm)!.toSorted());
      assert.equal(await map.locator('.notice.problem:visible').count(), 0);
      assert.deepEqual(errors, []);
      await workbench.screenshot(join('out', 'ui', `map ${name}.png`));
    });
  }
});
