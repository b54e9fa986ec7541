import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { colourThemes } from '../host/workbench.ts';
import { BROWN_DOCUMENT, fillWithBrown, openSession, type Session } from './session.ts';

describe('the map compared with other vectors', () => {
  let session: Session;
  let map: FrameLocator;

  before(async () => {
    session = await openSession(fillWithBrown, BROWN_DOCUMENT, { width: 1680, height: 900 });
    const { workbench } = session;
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await workbench.runCommand('Firth: Train on This Workspace');
    await workbench.waitForNotification(/Trained [\d,]+ words/);
    await workbench.closeNotifications();
    await workbench.runCommand('Firth: Open Map');
    map = workbench.webview();
    await judged('#picture-map');
  });

  after(async () => {
    await session?.close();
  });

  /** Waits until a picture is drawn and judged, and returns its caption. */
  async function judged(picture: string): Promise<string> {
    const caption = map.locator(`${picture} .caption`).filter({ hasText: /trustworthiness/ });
    await caption.waitFor();
    return caption.innerText();
  }

  it('draws the same words in general English beside it, and says which are not known there', async () => {
    await map.getByRole('button', { name: 'Compare' }).click();
    assert.match(await judged('#picture-beside'), /these 1,\d{3} words.*Not known: .* and \d+ more/s);
    assert.equal(await map.locator('#picture-map .map-title').innerText(), 'Workspace');
    assert.equal(await map.locator('#picture-beside .map-title').innerText(), 'General English');
  });

  it('marks a word that is chosen in one in both, and the table lists both places', async () => {
    const search = map.getByRole('combobox', { name: 'Find a word' });
    await search.fill('church');
    await search.press('Enter');
    await map.locator('.neighbour-word').first().waitFor();
    for (const picture of ['#picture-map', '#picture-beside']) {
      await map.locator(`${picture} .legend`, { hasText: 'chosen word' }).waitFor();
    }
    await map.getByRole('button', { name: 'Table', exact: true }).click();
    await map.getByRole('columnheader', { name: 'x₂' }).waitFor();
    const cells = await map.locator('tr[aria-selected="true"] td').allInnerTexts();
    assert.equal(cells.length, 6);
    for (const cell of cells.slice(1, 5)) assert.match(cell, /^−?\d+\.\d\d$/);
  });

  for (const theme of colourThemes) {
    it(`is to be seen in ${theme}`, async () => {
      await session.workbench.setColourTheme(theme);
      await session.workbench.screenshot(join('out', 'ui', `compare ${theme}.png`));
    });
  }

  it('ends, and leaves the map alone', async () => {
    await map.getByRole('button', { name: 'End the comparison' }).click();
    await map.locator('#picture-beside').waitFor({ state: 'detached' });
    assert.equal(await map.getByRole('columnheader', { name: 'x₂' }).count(), 0);
  });
});
