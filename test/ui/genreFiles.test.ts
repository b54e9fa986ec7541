import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { colourThemes } from '../host/workbench.ts';
import { answerFileDialog } from './fileDialog.ts';
import { assertPainted, textContrast } from './mapView.ts';
import { openSession, type Session } from './session.ts';

const SEA = ['ship', 'sailor', 'storm', 'harbour', 'wave', 'anchor', 'island', 'sail'];
const COURT = ['judge', 'law', 'witness', 'verdict', 'jury', 'trial', 'lawyer', 'sentence'];

/** Sixty texts a genre in a table whose columns are none that anybody would guess by name; some stand there twice. */
function table(): string {
  const rows = ['number,what was written,kind of it'];
  for (let i = 0; i < 120; i++) {
    const words = i % 2 === 0 ? SEA : COURT;
    const text = Array.from({ length: 5 + (i % 37) }, (_, j) => words[(i * 7 + j * j * 3 + j) % 8]).join(' ');
    rows.push(`${i},"${text}, and more.",${i % 2 === 0 ? 'sea' : 'court'}`);
  }
  return `${[...rows, rows[1], rows[2]].join('\n')}\n`;
}

/** Texts of a genre that is spelt in two ways, of another, and of one with too few texts. */
function mixedTable(): string {
  const labels = ['sea', 'Sea ', 'court', 'court'];
  const rows = Array.from({ length: 40 }, (_, i) => {
    const words = i % 4 < 2 ? SEA : COURT;
    return `"${[0, 1, 2, 3].map((j) => words[(i + j * j) % 8]).join(' ')} ${i}",${labels[i % 4]}`;
  });
  return `text,genre\n${[...rows, 'one text,rest', 'another text,rest'].join('\n')}\n`;
}

describe('genre classifier in files', () => {
  let session: Session;

  before(async () => {
    session = await openSession((folder) => {
      writeFileSync(join(folder, 'story.txt'), 'The sailor saw the storm from the ship.\n');
      writeFileSync(join(folder, 'texts.csv'), table());
      writeFileSync(join(folder, 'mixed.csv'), mixedTable());
      mkdirSync(join(folder, 'model'));
    }, 'story.txt');
  });

  after(async () => {
    await session?.close();
  });

  it('takes its columns from a preview of a table, by what stands in them', async () => {
    const { workbench, folder } = session;
    const { quickInput } = workbench;
    await workbench.runCommand('Firth: Train Genre Classifier...');
    await quickInput.waitUntilOpen('Labelled Texts');
    await quickInput.accept('A Table...');
    await answerFileDialog(workbench, join(folder, 'texts.csv'));
    await quickInput.waitUntilOpen('(1 of 2): the column with the texts');
    const texts = await quickInput.items();
    assert.deepEqual(
      texts.map(({ label, description }) => [label, description]),
      [
        ['what was written', 'most likely'],
        ['number', ''],
        ['kind of it', ''],
        ['The first row names the columns', 'choose to change that'],
      ],
    );
    assert.match(texts[0]!.detail, /^(ship|sailor|storm|harbour|wave|anchor|island|sail) .*\|/);
    await workbench.screenshot(join('out', 'ui', 'genre-columns.png'));
    await quickInput.accept('The first row names the columns');
    await quickInput.waitUntilOpen('(1 of 2): the column with the texts');
    const numbered = await quickInput.items();
    assert.deepEqual(
      numbered.map(({ label }) => label),
      ['Column 2', 'Column 1', 'Column 3', 'The first row is data, too'],
    );
    await quickInput.accept('The first row is data, too');
    await quickInput.waitUntilOpen('(1 of 2): the column with the texts');
    await quickInput.accept('what was written');
    await quickInput.waitUntilOpen('(2 of 2): the column with their genres');
    const labels = await quickInput.items();
    assert.deepEqual(
      labels.map(({ label, description }) => [label, description]),
      [
        ['kind of it', 'most likely'],
        ['number', ''],
      ],
    );
    assert.match(labels[0]!.detail, /^sea {2}\| {2}court/);
    await quickInput.accept('kind of it');
    await quickInput.waitUntilOpen('Choose how it shall learn');
  });

  it('shows how long the texts are before it learns from them', async () => {
    const { workbench } = session;
    const tab = workbench.webview();
    const texts = tab.locator('.genre-section', { hasText: 'What the texts hold' });
    await texts.getByText(/122 documents of 2 genres/).waitFor();
    await texts.getByText(/words at most in nine documents of ten/).waitFor();
    await texts.getByText(/Suggested sequence length: \d+/).waitFor();
    await texts.getByText(/2 documents are copies of others/).waitFor();
    await assertPainted(tab);
    await workbench.screenshot(join('out', 'ui', 'genre-texts.png'));
    await workbench.quickInput.accept();
    await tab.getByRole('heading', { name: 'How well it does' }).waitFor({ timeout: 120_000 });
    await tab.getByText('What it is made of').click();
    await tab.getByText(/^builtin \(wasm.*\), \d+\.\d s$/).waitFor();
    const sections = tab.locator('.genre-section > h2');
    assert.equal((await sections.allInnerTexts()).at(-1), 'What the texts hold');
    await workbench.closeNotifications();
    for (const theme of colourThemes) {
      await workbench.setColourTheme(theme);
      await texts.scrollIntoViewIfNeeded();
      assert.ok((await textContrast(tab, '.genre-flaw')) >= 4.5, theme);
      await workbench.screenshot(join('out', 'ui', `genre-texts-${theme.replaceAll(' ', '')}.png`));
    }
  });

  it('is exported into a folder that is chosen in the dialog', async () => {
    const { workbench, folder } = session;
    await workbench.runCommand('Firth: Export Genre Classifier...');
    await answerFileDialog(workbench, `${join(folder, 'model')}/`);
    await workbench.waitForNotification(/model\.json, weights\.bin and vectorization\.json belong together/);
    for (const name of ['model.json', 'weights.bin', 'vectorization.json']) {
      assert.ok(existsSync(join(folder, 'model', name)), name);
    }
    await workbench.closeNotifications();
  });

  it('is loaded from a file that is chosen in the dialog, with its report', async () => {
    const { workbench, folder } = session;
    const tab = workbench.webview();
    await workbench.runCommand('Firth: Forget Genre Classifier');
    await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Forget' }).click();
    await tab.getByRole('heading', { name: 'Teach Firth to tell genres apart' }).waitFor();
    await workbench.runCommand('Firth: Load Genre Classifier...');
    await answerFileDialog(workbench, join(folder, 'model', 'model.json'));
    await tab.getByText(/of \d+ test passages right/).waitFor();
    await tab.getByRole('heading', { name: 'How it learnt' }).waitFor();
    await workbench.page
      .locator('.statusbar-item', { hasText: /sea.*\d%/ })
      .first()
      .waitFor();
  });

  it('asks before another one takes its place, and says plainly where that one has no report', async () => {
    const { workbench, folder } = session;
    const tab = workbench.webview();
    const path = join(folder, 'model', 'model.json');
    const model = JSON.parse(readFileSync(path, 'utf8')) as { userDefinedMetadata: Record<string, unknown> };
    delete model.userDefinedMetadata['report'];
    writeFileSync(path, JSON.stringify(model));
    await workbench.runCommand('Firth: Load Genre Classifier...');
    await answerFileDialog(workbench, path);
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('Replace the genre classifier of this workspace?').waitFor();
    await dialog.getByRole('button', { name: 'Replace' }).click();
    await tab.getByText(/loaded from a file, which does not say how well it did/).waitFor();
    assert.equal(await tab.getByRole('heading', { name: 'How it learnt' }).count(), 0);
    await workbench.page
      .locator('.statusbar-item', { hasText: /sea.*\d%/ })
      .first()
      .waitFor();
    await workbench.screenshot(join('out', 'ui', 'genre-without-report.png'));
  });

  it('asks what to do about labels that differ by case or blanks, and about genres with too few texts', async () => {
    const { workbench, folder } = session;
    const { quickInput } = workbench;
    const tab = workbench.webview();
    await workbench.closeNotifications();
    await workbench.runCommand('Firth: Train Genre Classifier...');
    await quickInput.waitUntilOpen('Labelled Texts');
    await quickInput.accept('A Table...');
    await answerFileDialog(workbench, join(folder, 'mixed.csv'));
    await quickInput.waitUntilOpen('(1 of 2): the column with the texts');
    await quickInput.accept('text');
    await quickInput.waitUntilOpen('(2 of 2): the column with their genres');
    await quickInput.accept('genre');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('Some labels differ by capital letters or blanks alone.').waitFor();
    await dialog.getByText('"Sea " — "sea"').waitFor();
    await workbench.screenshot(join('out', 'ui', 'genre-labels.png'));
    await dialog.getByRole('button', { name: 'Take Them for One' }).click();
    await dialog.getByText('Some genres have too few documents').waitFor();
    await dialog.getByText(/Too few have: .*rest/).waitFor();
    await dialog.getByRole('button', { name: 'Leave Them Out' }).click();
    await quickInput.waitUntilOpen('Choose how it shall learn');
    await tab.getByText(/In mixed\.csv: 40 documents of 2 genres/).waitFor();
    await workbench.page.keyboard.press('Escape');
  });
});
