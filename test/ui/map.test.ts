import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { colourThemes } from '../host/workbench.ts';
import { answerFileDialog } from './fileDialog.ts';
import { assertPainted, drawnCaption, textContrast } from './mapView.ts';
import { BROWN_DOCUMENT, fillWithBrown, openSession, type Session } from './session.ts';

describe('the map', () => {
  let session: Session;
  let map: FrameLocator;

  before(async () => {
    session = await openSession(fillWithBrown, BROWN_DOCUMENT, { width: 1480, height: 860 });
    await session.workbench.runCommand('Firth: Open Map');
    map = session.workbench.webview();
  });

  after(async () => {
    await session?.close();
  });

  const choose = async (field: string, option: string): Promise<void> => {
    await map.locator('label.field', { hasText: field }).locator('select').selectOption(option);
  };

  const legend = (text: RegExp): Promise<void> => map.locator('.legend-box', { hasText: text }).waitFor();

  it('draws by t-SNE and says how far it can be trusted', async () => {
    assert.match(await drawnCaption(map), /t-SNE of these 2,000 words.*trustworthiness 0\.\d\d of 1/s);
    await assertPainted(map);
  });

  it('colours by clusters, frequency, nearness to the chosen word and trust, and says so', async () => {
    await choose('Color', 'clusters');
    await legend(/\w+, \w+ \(\d+\)/);
    assert.equal(await map.locator('.legend > li').count(), 8);
    await choose('Color', 'frequency');
    await legend(/rare.*frequent/s);
    await choose('Color', 'similarity');
    await legend(/Choose a word/);
    const search = map.getByRole('combobox', { name: 'Find a word' });
    await search.fill('government');
    await search.press('Enter');
    await legend(/far from government/);
    await choose('Color', 'trust');
    await legend(/badly placed \(\d+\)/);
    await assertPainted(map);
  });

  it('holds the points, lets them go on, and keeps them where they are when it is stopped', async () => {
    await choose('Show', '5000');
    await map.getByRole('button', { name: 'Pause' }).click();
    await map.locator('.run-text', { hasText: 'Held at' }).waitFor();
    await map.getByRole('button', { name: 'Resume' }).click();
    await map.locator('.run-text', { hasText: 'Moving' }).waitFor();
    await map.getByRole('button', { name: 'Stop' }).click();
    assert.match(await drawnCaption(map), /5,000 words.*Stopped after [\d,]+ iterations/s);
  });

  it('lays words out by other methods', async () => {
    await choose('Show', '2000');
    await choose('Layout', 'pca');
    await map.locator('.caption', { hasText: 'differ most' }).waitFor();
    await choose('Layout', 'firstTwo');
    await map.locator('.caption', { hasText: 'first two of the numbers' }).waitFor();
    await choose('Layout', 'axes');
    await map.getByRole('button', { name: 'Draw', exact: true }).click();
    await map.locator('.caption', { hasText: 'man → woman' }).waitFor();
    await assertPainted(map);
  });

  it('says what is wrong with a word that an axis rests on', async () => {
    await map.getByLabel('Upwards, from').fill('puppyy');
    await map.getByRole('button', { name: 'Draw', exact: true }).click();
    await map
      .locator('.notice.problem', { hasText: 'does not know “puppyy”. Closest spelling: puppy' })
      .waitFor();
    await map.getByRole('button', { name: 'Options' }).click();
  });

  it('selects by a regular expression, isolates and bookmarks', async () => {
    const search = map.getByRole('combobox', { name: 'Find a word' });
    await search.fill('^president');
    await map.getByRole('option', { name: /^Select all \d words$/ }).click();
    const bar = map.getByRole('region', { name: 'Selected words' });
    await bar.locator('.selection-words', { hasText: 'president, presidential' }).waitFor();
    await bar.getByLabel('Name of the selection').fill('presidents');
    await bar.getByRole('button', { name: 'Bookmark' }).click();
    await map.locator('option', { hasText: '“presidents”' }).waitFor({ state: 'attached' });
    await bar.getByRole('button', { name: 'Clear' }).click();
    await bar.waitFor({ state: 'hidden' });
    await choose('Show', 'kept:presidents');
    await choose('Layout', 'pca');
    await map.locator('.caption', { hasText: /these [2-9] words/ }).waitFor();
    await search.fill('(');
    await map.getByRole('option', { name: /Not a regular expression/ }).waitFor();
    await search.press('Escape');
    await search.fill('');
  });

  it('draws an analogy that the command asked for, with its ranked answers', async () => {
    const { quickInput } = session.workbench;
    await session.workbench.runCommand('Firth: Show Analogy on Map...');
    await quickInput.waitUntilOpen('Analogy');
    await quickInput.type('king - man + woman');
    await quickInput.waitUntilOpen('Enter answers');
    await quickInput.accept();
    const analogies = map.getByRole('list', { name: 'Analogies on the map' });
    const answer = analogies.locator('.analogy-answer').first();
    await answer.waitFor();
    assert.match(await answer.innerText(), /^queen 0\.\d\d$/);
    // Its words come to the few that were drawn.
    await map.locator('.caption', { hasText: /these ([6-9]|1\d) words/ }).waitFor();
    await map.getByLabel('Analogy', { exact: true }).fill('brother - man + woman; zzyzx - man + woman');
    await map.getByRole('button', { name: 'Draw Arrows' }).click();
    await analogies.locator('.analogy', { hasText: 'brother - man + woman =daughter' }).waitFor();
    await analogies.locator('.field-problem', { hasText: 'do not know “zzyzx”' }).waitFor();
    await map.getByRole('button', { name: 'Remove zzyzx - man + woman' }).click();
    await map.getByRole('button', { name: 'Draw Only These Words' }).click();
    await map.locator('.caption', { hasText: 'these 6 words' }).waitFor();
  });

  for (const [ending, start] of [
    ['csv', /^word,rank,x,y,neighbour1,similarity1,.*\r\nking,641,/s],
    ['svg', /^<svg .*<text [^>]*>queen<\/text>/s],
    ['png', /^.PNG/],
  ] as const) {
    it(`is saved as ${ending}`, async () => {
      const file = join(session.folder, `map.${ending}`);
      await map.getByRole('button', { name: 'Save as a picture or a table…' }).click();
      const { quickInput } = session.workbench;
      await quickInput.waitUntilOpen('Save the map');
      await answerFileDialog(session.workbench, file);
      await map.locator('.notice', { hasText: `Saved map.${ending}.` }).waitFor();
      assert.ok(existsSync(file));
      assert.match(readFileSync(file, 'latin1'), start);
    });
  }

  for (const theme of colourThemes) {
    it(`is readable in ${theme}`, async () => {
      const { workbench } = session;
      await workbench.setColourTheme(theme);
      await assertPainted(map);
      for (const selector of [
        '.caption',
        '.legend',
        '.analogy-question',
        '.analogy-answer',
        '.labelled > label',
      ]) {
        const contrast = await textContrast(map, selector);
        assert.ok(contrast >= 4.5, `${selector}: ${contrast.toFixed(2)}`);
      }
      await workbench.screenshot(join('out', 'ui', `map ${theme}.png`));
    });
  }
});
