import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { colourThemes } from '../host/workbench.ts';
import { seriousProblems } from './axe.ts';
import { drawnCaption } from './mapView.ts';
import { BROWN_DOCUMENT, fillWithBrown, openSession, type Session } from './session.ts';
import { trainOnFolders } from './trainOnFolders.ts';

describe('the panel by axe-core', () => {
  let session: Session;
  let view: FrameLocator;

  before(async () => {
    session = await openSession(fillWithBrown, BROWN_DOCUMENT, { width: 1680, height: 1000 });
    const { workbench } = session;
    await workbench.runCommand('Firth: Train on This Workspace');
    await workbench.waitForNotification(/Trained [\d,]+ words/);
    await workbench.closeNotifications();
    await workbench.runCommand('Firth: Open Map');
    view = workbench.webview();
    await drawnCaption(view);
  });

  after(async () => {
    await session?.close();
  });

  /** Looks at the page in every theme. */
  async function assertAccessible(): Promise<void> {
    const problems: string[] = [];
    for (const theme of colourThemes) {
      await session.workbench.setColourTheme(theme);
      problems.push(...(await seriousProblems(view)).map((problem) => `${theme}: ${problem}`));
    }
    assert.deepEqual(problems, []);
  }

  it('finds nothing serious on the Map with all that can be opened on it', async () => {
    for (const name of ['Options', 'Analogies', 'Compare', 'Table']) {
      const button = view.getByRole('button', { name, exact: true });
      if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
    }
    const search = view.getByRole('combobox', { name: 'Find a word' });
    await search.fill('church');
    await search.press('Enter');
    await view.locator('.neighbour-word').first().waitFor();
    await view.getByRole('button', { name: 'Pin', exact: true }).click();
    await view.getByLabel('Analogy', { exact: true }).fill('brother - man + woman');
    await view.getByRole('button', { name: 'Draw Arrows' }).click();
    await view.locator('.analogy-answer').first().waitFor();
    await search.fill('^presid');
    await view.getByRole('option', { name: /^Select all/ }).click();
    await view.locator('#picture-beside .caption', { hasText: 'trustworthiness' }).waitFor();
    await assertAccessible();
  });

  it('finds nothing serious on the Genre tab, before and after a training', async () => {
    const { workbench } = session;
    await view.getByRole('tab', { name: 'Genre' }).click();
    await view.getByRole('heading', { name: 'Teach Firth to tell genres apart' }).waitFor();
    await assertAccessible();
    await view.getByRole('button', { name: 'Train Genre Classifier...' }).click();
    await trainOnFolders(workbench, 'Frozen');
    await view.getByRole('heading', { name: 'How well it does' }).waitFor({ timeout: 120_000 });
    await assertAccessible();
  });

  it('finds nothing serious on any step of the Lab', async () => {
    await view.getByRole('tab', { name: 'Lab' }).click();
    const steps = view.locator('.lab-step');
    await steps.first().waitFor();
    for (let step = 0; step < (await steps.count()); step++) {
      await steps.nth(step).click();
      await view.locator('.lab-count', { hasText: `Step ${step + 1} of` }).waitFor();
      await session.workbench.page.waitForTimeout(1000);
      await assertAccessible();
    }
  });
});
