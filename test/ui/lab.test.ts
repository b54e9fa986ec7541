import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Frame, FrameLocator } from 'playwright-core';
import { colourThemes } from '../host/workbench.ts';
import { textContrast } from './mapView.ts';
import { BROWN_DOCUMENT, fillWithBrown, openSession, type Session } from './session.ts';

const STEPS = 7;

describe('the Lab', () => {
  let session: Session;
  let lab: FrameLocator;

  before(async () => {
    session = await openSession(fillWithBrown, BROWN_DOCUMENT, { width: 1500, height: 1000 });
    await session.workbench.runCommand('Firth: Open Lab');
    lab = session.workbench.webview();
    await lab.locator('.lab-heading').waitFor();
  });

  after(async () => {
    await session?.close();
  });

  const goTo = async (step: number): Promise<void> => {
    await lab
      .locator('.lab-step')
      .nth(step - 1)
      .click();
    await lab.locator('.lab-count', { hasText: `Step ${step} of ${STEPS}` }).waitFor();
  };

  it('turns a text to numbers as it is typed', async () => {
    const tokens = lab.locator('.lab-token');
    await tokens.first().waitFor();
    assert.match(await tokens.first().innerText(), /hodl → \[UNK\]\s+1/);
    await lab.getByLabel('Your text').fill('The water, the WATER zzyzx');
    await lab.locator('.lab-token', { hasText: 'zzyzx' }).waitFor();
    const ids = await lab.locator('.lab-token-id').allInnerTexts();
    assert.deepEqual([ids[0], ids[2], ids[4]], ['2', '2', '1']);
    assert.equal(ids[1], ids[3]);
    assert.equal(ids.length, 12);
    assert.ok(
      ids.slice(5).every((id) => id === '0'),
      ids.join(' '),
    );
    await lab.getByLabel('Length of every text').fill('3');
    await lab.locator('.lab-token.cut').nth(1).waitFor();
  });

  it('takes the text of the editor', async () => {
    await lab.getByRole('button', { name: 'Take the Text of the Editor' }).click();
    await lab.locator('.lab-token', { hasText: 'fulton' }).first().waitFor();
  });

  it('goes on by its buttons, with the focus on the heading', async () => {
    await lab.getByRole('button', { name: 'Next step: One-hot vectors' }).click();
    await lab.locator('.lab-count', { hasText: 'Step 2 of 7' }).waitFor();
    assert.equal(
      await lab.locator('.lab-heading').evaluate((heading) => heading === document.activeElement),
      true,
    );
    assert.equal(await lab.locator('.lab-step[aria-current]').innerText(), '2\nOne-hot vectors');
  });

  it('measures pairs, and corrects a word that it does not know', async () => {
    await lab.getByLabel('Pairs of words').fill('movie filmm\nmovie tensor');
    await lab.locator('.lab-unknown').getByRole('button', { name: 'film', exact: true }).click();
    await lab
      .locator('.data tbody tr')
      .first()
      .filter({ hasText: /movie – film\s*1\.414\s*0\.4\d\d \(0\.9/ })
      .waitFor();
    assert.match(await lab.locator('.data tbody tr').nth(1).innerText(), /1\.414\s+1\.5/);
  });

  it('says that co-occurrence needs a training, trains, and fills in', async () => {
    await goTo(3);
    await lab.getByText('This step looks into your own text').waitFor();
    await lab.getByRole('button', { name: 'Train on This Workspace' }).click();
    await session.workbench.waitForNotification(/Trained [\d,]+ words/);
    await session.workbench.closeNotifications();
    const cell = lab.getByRole('button', { name: /^man and woman: \d+ sentences$/ });
    await cell.waitFor();
    const mirrored = lab.getByRole('button', { name: /^woman and man: \d+ sentences$/ });
    assert.equal(await mirrored.innerText(), await cell.innerText());
    await cell.click();
    const sentence = lab.locator('.lab-sentence').first();
    await sentence.waitFor();
    const marks = (await sentence.locator('mark').allInnerTexts()).map((mark) => mark.toLowerCase());
    assert.ok(marks.includes('man') && marks.includes('woman'), marks.join(' '));
    await sentence.click();
    const [file] = (await sentence.locator('.lab-place').innerText()).split(':');
    await session.workbench.page.locator('.tabs-container .tab', { hasText: file! }).first().waitFor();
  });

  it('learns GloVe of several sizes, and shows the terms of each pair', async () => {
    await goTo(4);
    await lab.getByLabel('X', { exact: true }).fill('105');
    assert.match(await lab.locator('.lab-equation').innerText(), /log\(105\).*4\.65/);
    await lab.getByRole('button', { name: 'Learn on This Workspace' }).click();
    await lab.getByText(/epoch \d+: loss/).waitFor();
    const slider = lab.getByRole('slider');
    await slider.waitFor({ timeout: 120_000 });
    await lab.getByText(/R² = 0\.\d\d/).waitFor();
    const terms = lab.locator('table', { hasText: 'term by term' });
    await terms.waitFor();
    const [bias1, bias2, product, sum] = (
      await terms.locator('tbody tr').first().locator('td').allInnerTexts()
    ).map((text) => Number(text.replace('−', '-'))) as [number, number, number, number];
    assert.ok(Math.abs(bias1 + bias2 + product - sum) < 0.02, `${bias1} ${bias2} ${product} ${sum}`);
    await slider.press('Home');
    await lab.locator('.lab-slider-text', { hasText: /^2\b/ }).waitFor();
  });

  it('tells the senses of a word, with its sentences', async () => {
    await goTo(5);
    await lab.getByRole('button', { name: 'apple' }).click();
    await lab.locator('.lab-card', { hasText: 'peach' }).waitFor();
    await lab.getByRole('button', { name: 'plant' }).click();
    await lab.getByText(/Group 2 \(.*\d+ sentences?, the clearest first/).waitFor();
  });

  it('finds flowers more pleasant than insects, and says how to read it', async () => {
    await goTo(6);
    await lab
      .locator('.lab-finding', {
        hasText: /Flowers lean strongly more to Pleasant.*d = 1\.\d\d.*p < 0\.0001/,
      })
      .waitFor();
    await lab.getByText('not what is true').waitFor();
    await lab.getByLabel('Word lists').selectOption('math');
    await lab
      .locator('.lab-finding', { hasText: /Mathematics lean.*Male.*all 12,870 regroupings/ })
      .waitFor();
  });

  it('shows a word in each embedding', async () => {
    await goTo(7);
    await lab.getByLabel('Word').fill('water');
    await lab.locator('.lab-card', { hasText: 'This workspace' }).locator('.lab-bar-word').first().waitFor();
    assert.equal(await lab.locator('.lab-card').count(), 3);
    assert.ok((await lab.locator('.shared').count()) > 0);
    await lab.getByRole('button', { name: 'Load Vectors…' }).waitFor();
  });

  for (const theme of colourThemes) {
    it(`is readable in ${theme}`, async () => {
      await session.workbench.setColourTheme(theme);
      for (const selector of [
        '.lab-explanation',
        '.lab-count',
        '.lab-finding',
        '.data caption',
        '.lab-label',
      ]) {
        const contrast = await textContrast(lab, selector);
        assert.ok(contrast >= 4.5, `${selector}: ${contrast.toFixed(2)}`);
      }
      await session.workbench.screenshot(join('out', 'ui', `lab-${theme}.png`));
    });
  }

  it('has nothing wider than the panel where that is narrow', async () => {
    const { page } = session.workbench;
    await page.setViewportSize({ width: 900, height: 1000 });
    try {
      for (let step = 1; step <= STEPS; step++) {
        await goTo(step);
        // Pictures follow the width of the panel a moment later.
        await page.waitForTimeout(500);
        const [width, inner] = await lab
          .locator('#pane-lab')
          .evaluate((pane) => [pane.scrollWidth, pane.clientWidth] as const);
        assert.ok(width <= inner, `step ${step}: ${width} in ${inner}`);
      }
    } finally {
      await page.setViewportSize({ width: 1500, height: 1000 });
    }
  });

  it('has its step and what was typed again after a reload', async () => {
    await goTo(7);
    await session.workbench.reloadWithState('"step":"embeddings"');
    await lab.locator('.lab-count', { hasText: 'Step 7 of 7' }).waitFor();
    assert.equal(await lab.getByLabel('Word').inputValue(), 'water');
  });

  it('is led through by the walkthrough, whose links open its steps', async () => {
    const { page } = session.workbench;
    await session.workbench.runCommand('Firth: Open Walkthrough');
    await page.getByText('Word embeddings, step by step').first().waitFor();
    await page.getByText('Lab: one-hot vectors').first().click();
    await session.workbench.screenshot(join('out', 'ui', 'walkthrough.png'));
    await page.getByRole('button', { name: 'Open Step' }).and(page.locator(':visible')).first().click();
    // The walkthrough's page is a webview, too; and frames come and go while they are asked.
    const textsOf = (frame: Frame) => frame.locator('.lab-count').allInnerTexts();
    const shown = async () =>
      (await Promise.all(page.frames().map((frame) => textsOf(frame).catch(() => [])))).flat();
    for (const end = Date.now() + 60_000; !(await shown()).includes('Step 2 of 7'); ) {
      assert.ok(Date.now() < end, `The Lab shows ${(await shown()).join(' ')}`);
      await page.waitForTimeout(300);
    }
  });
});
