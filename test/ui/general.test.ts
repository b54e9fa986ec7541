import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { colourThemes } from '../host/workbench.ts';
import { assertPainted, drawnCaption, textContrast } from './mapView.ts';
import { openSession, type Session } from './session.ts';

const STORY = 'The president listened to the music.\nThe watre was cold, the jury colder.\n\n';

describe('general English, freshly installed', () => {
  let session: Session;

  before(async () => {
    session = await openSession((folder) => {
      writeFileSync(join(folder, 'story.txt'), STORY);
      writeFileSync(join(folder, 'notes.md'), '# Notes on water\n\nSome *music* is louder.\n');
    }, 'story.txt');
  });

  after(async () => {
    await session?.close();
  });

  it('shows the nearest neighbours of the hovered word', async () => {
    const card = await session.workbench.hoverWord('president', { expect: /General English/ });
    assert.match(card, /^president\b/);
    assert.match(card, /\b(vice|presidency|leader|chairman|presidential)\b/);
    assert.match(card, /0\.\d\d/);
    assert.match(card, /Map.*Analogy.*Contexts.*Train/s);
    await session.workbench.leaveHover();
  });

  it('has one line with the closest spelling for an unknown word', async () => {
    const card = await session.workbench.hoverWord('watre', { expect: /No vector/ });
    assert.match(card, /^No vector for “watre”\. Closest spelling: .*water/);
    await session.workbench.leaveHover();
  });

  it('names words that it does not know before it answers an analogy', async () => {
    const { quickInput } = session.workbench;
    await session.workbench.runCommand('Firth: Analogy...');
    await quickInput.waitUntilOpen('Analogy');
    await quickInput.type('king - man + womann');
    await quickInput.waitUntilOpen('“womann” is not known. Closest spelling: woman');
    await quickInput.accept();
    await quickInput.waitUntilOpen('“womann” is not known.');
    await quickInput.cancel();
  });

  it('answers king - man + woman with queen, and inserts the answer', async () => {
    const { quickInput } = session.workbench;
    await session.workbench.openFile('story.txt', 3);
    await session.workbench.runCommand('Firth: Analogy...');
    await quickInput.waitUntilOpen('Analogy');
    await quickInput.type('king - man + woman');
    await quickInput.waitUntilOpen('Enter answers: king − man + woman');
    await quickInput.accept();
    await quickInput.waitUntilOpen('Choose an answer');
    const [first, ...others] = await quickInput.items();
    assert.equal(first?.label, 'queen');
    assert.match(first?.description ?? '', /^general #1\s+0\.\d{3}$/);
    assert.equal(
      others.some(({ label }) => ['king', 'man', 'woman'].includes(label)),
      false,
    );
    await quickInput.accept('queen');
    await quickInput.accept('Insert at the Cursor');
    await session.workbench.page.locator('.view-line', { hasText: 'queen' }).waitFor();
    await session.workbench.runCommand('File: Save');
    await eventually(() => readFileSync(join(session.folder, 'story.txt'), 'utf8').includes('queen'));
  });

  it('compares two words', async () => {
    const { quickInput } = session.workbench;
    await session.workbench.runCommand('Firth: Compare Two Words...');
    await quickInput.waitUntilOpen('(1 of 2)');
    await quickInput.type('movie');
    await quickInput.accept();
    await quickInput.waitUntilOpen('(2 of 2)');
    await quickInput.type('film');
    await quickInput.accept();
    await quickInput.waitUntilOpen('“movie” and “film”');
    const labels = (await quickInput.items()).map(({ label }) => label);
    assert.ok(
      labels.some((label) => /^Similarity 0\.9\d\d$/.test(label)),
      labels.join(' | '),
    );
    await quickInput.cancel();
  });

  it('says in the status bar which vectors are active, and what can be done', async () => {
    const { page, quickInput } = session.workbench;
    const item = page.locator('.statusbar-item', { hasText: 'General:' });
    assert.match(await item.innerText(), /General: [\d,]+ words/);
    await item.click();
    await quickInput.waitUntilOpen('Firth');
    const labels = (await quickInput.items()).map(({ label }) => label);
    for (const label of ['Analogy...', 'Open Map', 'Train on This Workspace']) {
      assert.ok(
        labels.some((shown) => shown.endsWith(label)),
        `${label} in ${labels.join(' | ')}`,
      );
    }
    await quickInput.cancel();
  });

  it('draws general English on the map', async () => {
    await session.workbench.runCommand('Firth: Open Map');
    const map = session.workbench.webview();
    assert.match(await drawnCaption(map), /these 2,000 words/);
    await assertPainted(map);
    await map.locator('.legend', { hasText: 'story.txt' }).waitFor();
  });

  it('finds a word on the map and tells its true neighbours', async () => {
    const map = session.workbench.webview();
    await map.getByRole('combobox', { name: 'Find a word' }).fill('water');
    await map.getByRole('combobox', { name: 'Find a word' }).press('Enter');
    const card = map.getByRole('complementary', { name: 'Chosen word' });
    await card.locator('.neighbour-word').first().waitFor();
    assert.match(await card.innerText(), /water/);
    const neighbours = await card.locator('.neighbour-word').allInnerTexts();
    assert.equal(neighbours.length, 10);
    assert.ok(neighbours.includes('dry') || neighbours.includes('sea'), neighbours.join(' '));
  });

  for (const theme of colourThemes) {
    it(`is readable in ${theme}`, async () => {
      const { workbench } = session;
      await workbench.setColourTheme(theme);
      const map = workbench.webview();
      await assertPainted(map);
      for (const selector of ['.caption', '.legend', '.card-title', '.neighbour-word', '.similarity']) {
        const contrast = await textContrast(map, selector);
        assert.ok(contrast >= 4.5, `${selector}: ${contrast.toFixed(2)}`);
      }
      await workbench.hoverWord('president', { expect: /General English/ });
      await workbench.screenshot(join('out', 'ui', `${theme}.png`));
      await workbench.leaveHover();
    });
  }
});

async function eventually(condition: () => boolean): Promise<void> {
  for (const end = Date.now() + 30_000; !condition(); ) {
    assert.ok(Date.now() < end, 'It did not come about within 30 s.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
