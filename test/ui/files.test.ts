import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeTextVectors } from '../../src/core/vectors/formats/writeText.ts';
import { joined, zip } from '../unit/engine/vectorFiles.ts';
import { answerFileDialog } from './fileDialog.ts';
import { openSession, type Session } from './session.ts';

/** Four words; general English knows two of them. */
const VECTORS = joined(
  writeTextVectors(
    {
      metadata: { name: 'sea', method: 'by hand' },
      words: ['water', 'zzship', 'zzsailor', 'music'],
      dimension: 3,
      vectors: Float32Array.from([1, 0.5, -0.25, 0.75, 0.5, 0, 1, 0.25, -0.5, -1, 0.125, 0.5]),
    },
    { header: false },
  ),
);

describe('vectors of a file', () => {
  let session: Session;

  before(async () => {
    session = await openSession((folder) => {
      writeFileSync(join(folder, 'story.txt'), 'The water was cold, the music loud.\n');
      writeFileSync(
        join(folder, 'glove.zip'),
        zip([
          { name: 'sea.50d.txt', content: VECTORS },
          { name: 'sea.100d.txt', content: VECTORS },
        ]),
      );
      writeFileSync(join(folder, 'broken.vec'), 'sea 1 2\nboat 3 4\nship 1\n');
    }, 'story.txt');
  });

  after(async () => {
    await session?.close();
  });

  /** Begins to load a file, up to the first question about it. */
  async function chooseFile(name: string): Promise<void> {
    const { quickInput } = session.workbench;
    await session.workbench.runCommand('Firth: Load Vectors...');
    await quickInput.waitUntilOpen('Where are the vectors?');
    await session.workbench.screenshot(join('out', 'ui', 'load-where.png'));
    await quickInput.accept('File...');
    await answerFileDialog(session.workbench, join(session.folder, name));
  }

  it('are loaded from an archive in three questions, and answer', async () => {
    const { workbench } = session;
    const { quickInput } = workbench;
    await chooseFile('glove.zip');
    await quickInput.waitUntilOpen('Which one?');
    assert.deepEqual(
      (await quickInput.items()).map(({ label }) => label),
      ['sea.50d.txt', 'sea.100d.txt'],
    );
    await quickInput.accept('sea.50d.txt');
    await quickInput.waitUntilOpen('How many words?');
    await quickInput.items();
    await workbench.screenshot(join('out', 'ui', 'load-words.png'));
    await quickInput.accept('All words');
    await quickInput.waitUntilOpen('Press Enter to load');
    await quickInput.items();
    await workbench.screenshot(join('out', 'ui', 'load-options.png'));
    await quickInput.accept();
    const { message } = await workbench.waitForNotification(/Loaded 4 words/);
    assert.equal(message, 'Loaded 4 words of 3 dimensions (GloVe text).');
    await workbench.screenshot(join('out', 'ui', 'loaded.png'));
    await workbench.closeNotifications();
    const card = await workbench.hoverWord('water', { expect: /sea\.50d/ });
    assert.match(card, /sea\.50d\s+General English/);
    assert.match(card, /zzsailor/);
    await workbench.screenshot(join('out', 'ui', 'loaded-hover.png'));
    await workbench.leaveHover();
  });

  it('are there again after a reload of the window', async () => {
    const { workbench } = session;
    await workbench.page.reload();
    const card = await workbench.hoverWord('water', { expect: /sea\.50d/ });
    assert.match(card, /sea\.50d\s+General English/);
    await workbench.leaveHover();
    await workbench.page.locator('.statusbar-item', { hasText: 'Loaded: 4 words' }).waitFor();
  });

  it('stand first or not, as is chosen', async () => {
    const { workbench } = session;
    await workbench.runCommand('Firth: Switch Vectors...');
    await workbench.quickInput.waitUntilOpen('Which vectors answer first?');
    await workbench.quickInput.items();
    await workbench.setColourTheme('Default High Contrast');
    await workbench.screenshot(join('out', 'ui', 'switch-vectors.png'));
    await workbench.quickInput.accept('General English');
    await workbench.page.locator('.statusbar-item', { hasText: 'General:' }).waitFor();
    const card = await workbench.hoverWord('water', { expect: /sea\.50d/ });
    assert.match(card, /General English\s+sea\.50d/);
    await workbench.screenshot(join('out', 'ui', 'loaded-hover-contrast.png'));
    await workbench.leaveHover();
  });

  it('stay when a file has a flaw, which is named with its line', async () => {
    const { workbench } = session;
    await chooseFile('broken.vec');
    await workbench.quickInput.waitUntilOpen('How many words?');
    await workbench.quickInput.accept('All words');
    await workbench.quickInput.waitUntilOpen('Press Enter to load');
    await workbench.quickInput.accept();
    const { message, buttons } = await workbench.waitForNotification(/could not be loaded/);
    assert.match(message, /broken\.vec, line 3: there are 1 values; expected 2/);
    assert.deepEqual(buttons, ['Show Log']);
    await workbench.screenshot(join('out', 'ui', 'load-failure.png'));
    await workbench.closeNotifications();
  });

  it('are exported in a format that others read', async () => {
    const { workbench } = session;
    await workbench.runCommand('Firth: Export Vectors...');
    await workbench.quickInput.waitUntilOpen('Which vectors?');
    await workbench.quickInput.accept('sea.50d');
    await workbench.quickInput.waitUntilOpen('In which format?');
    await workbench.quickInput.items();
    await workbench.screenshot(join('out', 'ui', 'export-format.png'));
    await workbench.quickInput.cancel();
  });

  it('can be downloaded, from a list that says how large they are', async () => {
    const { workbench } = session;
    await workbench.runCommand('Firth: Download Vectors...');
    await workbench.quickInput.waitUntilOpen('Published vectors');
    const items = await workbench.quickInput.items();
    assert.equal(items.length, 4);
    assert.ok(items.every(({ detail }) => detail.startsWith('https://')));
    await workbench.setColourTheme('Default Light Modern');
    await workbench.screenshot(join('out', 'ui', 'download.png'));
    await workbench.quickInput.cancel();
  });
});
