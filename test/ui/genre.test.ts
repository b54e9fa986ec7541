import assert from 'node:assert/strict';
import { colourThemes } from '../host/workbench.ts';
import { assertPainted, textContrast } from './mapView.ts';
import { BROWN_DOCUMENT, fillWithBrown, openSession, type Session } from './session.ts';

describe('genre classifier', () => {
  let session: Session;

  before(async () => {
    session = await openSession(fillWithBrown, BROWN_DOCUMENT);
  });

  after(async () => {
    await session?.close();
  });

  it('says what to do before anything is trained', async () => {
    const { workbench } = session;
    await workbench.runCommand('Firth: Open Genre Scores');
    const tab = workbench.webview();
    await tab.getByRole('heading', { name: 'Teach Firth to tell genres apart' }).waitFor();
    await tab.getByRole('button', { name: 'Train Genre Classifier...' }).waitFor();
  });

  it('offers the genre folders of the workspace at once, and says what they hold before training', async () => {
    const { quickInput } = session.workbench;
    await session.workbench.webview().getByRole('button', { name: 'Train Genre Classifier...' }).click();
    await quickInput.waitUntilOpen('Labelled Texts');
    const [first] = await quickInput.items();
    assert.match(first?.label ?? '', /The folders of/);
    assert.match(first?.description ?? '', /15 genres, 500 files/);
    await quickInput.accept(first!.label);
    await quickInput.waitUntilOpen('Train Genre Classifier');
    const labels = (await quickInput.items()).map(({ label }) => label);
    assert.ok(
      labels.some((label) => /500 documents of 15 genres/.test(label)),
      labels.join(' | '),
    );
    assert.ok(labels.some((label) => /nine documents in ten/.test(label)));
    await quickInput.type('Fine-tuned');
    await quickInput.accept();
  });

  it('shows the curves while it learns, then how well it does', async () => {
    const { workbench } = session;
    const tab = workbench.webview();
    await tab.getByText(/Fine-tuned vectors: learning, epoch \d+\./).waitFor();
    await tab.getByRole('heading', { name: 'How well it does' }).waitFor({ timeout: 120_000 });
    await tab.getByText(/of \d+ test passages right/).waitFor();
    await tab.getByRole('region', { name: 'What was taken for what' }).waitFor();
    const { message } = await workbench.waitForNotification(/tells the genre of \d+% of the test passages/);
    assert.match(message, /always saying “learned”/);
    await workbench.closeNotifications();
  });

  it('scores the open document, in the panel and in the status bar, and again after typing', async () => {
    const { workbench } = session;
    const tab = workbench.webview();
    const verdict = tab.locator('.genre-section').first().locator('.genre-verdict');
    await verdict.filter({ hasText: /\d%/ }).waitFor();
    await assertPainted(tab);
    const status = workbench.page.locator('.statusbar-item', { hasText: /\d%/ });
    await status.first().waitFor();
    const before = await tab.locator('.genre-section').first().innerText();
    await workbench.page.locator('.editor-instance .view-lines').first().click();
    await workbench.page.keyboard.press('Control+A');
    await workbench.page.keyboard.type(
      'The department shall report to the government on the tax program. '.repeat(2),
    );
    await tab
      .locator('.genre-section')
      .first()
      .filter({ hasText: /22 words/ })
      .waitFor();
    assert.notEqual(await tab.locator('.genre-section').first().innerText(), before);
    await workbench.page.keyboard.press('Control+S');
  });

  it('marks the words behind the score in the text', async () => {
    const { workbench } = session;
    await workbench.webview().getByRole('button', { name: 'Show the Words in the Text' }).click();
    await workbench.webview().getByRole('button', { name: 'Hide the Words in the Text' }).waitFor();
    const marked = workbench.page.locator('.view-overlays [class*="ced-"]');
    await marked.first().waitFor();
    assert.ok((await marked.count()) > 1);
  });

  it('is readable in every theme', async () => {
    const { workbench } = session;
    for (const theme of colourThemes) {
      await workbench.setColourTheme(theme);
      const tab = workbench.webview();
      await tab.locator('.genre-note').first().waitFor();
      for (const selector of ['.genre-note', '.data thead th', '.genre-matrix td.right']) {
        const contrast = await textContrast(tab, selector);
        assert.ok(contrast >= 4.5, `${theme}: ${selector} ${contrast}`);
      }
    }
  });

  it('has its classifier again after the window is reloaded', async () => {
    const { workbench } = session;
    await workbench.page.waitForTimeout(3000);
    await workbench.page.reload();
    await workbench.page
      .locator('.statusbar-item', { hasText: /(>|<)?\d+%/ })
      .first()
      .waitFor();
    const tab = workbench.webview();
    await tab.getByText(/of \d+ test passages right/).waitFor();
  });
});
