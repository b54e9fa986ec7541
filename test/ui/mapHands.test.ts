import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { assertPainted, drawnCaption } from './mapView.ts';
import { BROWN_DOCUMENT, fillWithBrown, openSession, type Session } from './session.ts';

describe('the map under the hands', () => {
  let session: Session;
  let map: FrameLocator;

  before(async () => {
    session = await openSession(fillWithBrown, BROWN_DOCUMENT, { width: 1480, height: 860 });
    await session.workbench.runCommand('Firth: Open Map');
    map = session.workbench.webview();
    await drawnCaption(map);
  });

  after(async () => {
    await session?.close();
  });

  const pins = () => map.locator('.pin > .link').allInnerTexts();

  /** The surface of the map on the screen. */
  async function surface(): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await map.locator('.surface').boundingBox();
    assert.ok(box);
    return box;
  }

  /** What is painted now, as one number. */
  const painted = (): Promise<number> =>
    map.locator('canvas').evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      let sum = 0;
      for (const [i, value] of data.entries()) sum = (31 * sum + value * (i % 7)) % 2_147_483_647;
      return sum;
    });

  it('pins the word that is clicked, and others besides it', async () => {
    await map.locator('.surface').focus();
    for (const zooms of [6, 3]) {
      for (let i = 0; i < zooms; i++) await session.workbench.page.keyboard.press('+');
      for (let i = 0; i < 4; i++) await session.workbench.page.keyboard.press('ArrowRight');
      await session.workbench.page.keyboard.press('Enter');
      await map.locator('.card-title:visible').waitFor();
    }
    const pinned = await pins();
    assert.equal(new Set(pinned).size, 2, pinned.join(', '));
    await map.locator('.legend', { hasText: 'pinned words' }).waitFor();
    assert.equal(await map.locator('.card-title').innerText(), pinned[1]);
  });

  it('keeps its pins over a reload of the window', async () => {
    const before = await pins();
    await session.workbench.reloadWithState(`"pins":${JSON.stringify(before)}`);
    map = session.workbench.webview();
    await drawnCaption(map);
    assert.deepEqual(await pins(), before);
  });

  it('unpins by Escape, the word that is chosen first', async () => {
    const [first] = await pins();
    await map.locator('.surface').focus();
    await session.workbench.page.keyboard.press('Escape');
    assert.deepEqual(await pins(), [first]);
    await session.workbench.page.keyboard.press('Escape');
    assert.deepEqual(await pins(), []);
    assert.equal(await map.getByRole('region', { name: 'Pinned words' }).isVisible(), false);
  });

  it('pins by the button on the card, and again unpins', async () => {
    const search = map.getByRole('combobox', { name: 'Find a word' });
    await search.fill('church');
    await search.press('Enter');
    await map.locator('.neighbour-word').first().waitFor();
    assert.deepEqual(await pins(), []);
    const pin = map.getByRole('button', { name: 'Pin', exact: true });
    await pin.click();
    assert.deepEqual(await pins(), ['church']);
    assert.equal(await pin.getAttribute('aria-pressed'), 'true');
    await pin.click();
    assert.deepEqual(await pins(), []);
  });

  it('selects the words that a line is drawn around', async () => {
    await map.locator('.surface').focus();
    await session.workbench.page.keyboard.press('0');
    await session.workbench.page.waitForTimeout(600);
    const { mouse, keyboard } = session.workbench.page;
    const { x, y, width, height } = await surface();
    await keyboard.down('Shift');
    await mouse.move(x + 0.35 * width, y + 0.35 * height);
    await mouse.down();
    for (const [right, down] of [
      [0.65, 0.35],
      [0.65, 0.65],
      [0.35, 0.65],
      [0.35, 0.4],
    ] as const) {
      await mouse.move(x + right * width, y + down * height, { steps: 5 });
    }
    await mouse.up();
    await keyboard.up('Shift');
    const bar = map.getByRole('region', { name: 'Selected words' });
    await bar.waitFor();
    const count = Number(/^([\d,]+) words selected/.exec(await bar.innerText())?.[1]?.replace(',', ''));
    assert.ok(count > 20 && count < 1500, `${count} words`);
    await bar.getByRole('button', { name: 'Clear' }).click();
    await bar.waitFor({ state: 'hidden' });
  });

  it('magnifies under two fingers that part', async () => {
    const { page } = session.workbench;
    const cdp = await page.context().newCDPSession(page);
    const { x, y, width, height } = await surface();
    const fingers = (apart: number) =>
      [-apart, apart].map((dx, id) => ({ x: x + width / 2 + dx, y: y + height / 2, id }));
    const before = await painted();
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(20) });
    for (const apart of [40, 60, 80]) {
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(apart) });
    }
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await page.waitForTimeout(300);
    assert.notEqual(await painted(), before);
    assert.deepEqual(await pins(), [], 'fingers that part pin nothing');
    await assertPainted(map);
  });

  it('is as sharp as the screen when the window moves to one of another scale', async () => {
    const { page } = session.workbench;
    const cdp = await page.context().newCDPSession(page);
    const scaled = () =>
      map.locator('canvas').evaluate((element) => {
        const canvas = element as HTMLCanvasElement;
        return canvas.width / canvas.clientWidth;
      });
    assert.ok(Math.abs((await scaled()) - 1) < 0.01);
    const { width, height } = page.viewportSize()!;
    for (const deviceScaleFactor of [2, 1.5, 1]) {
      await cdp.send('Emulation.setDeviceMetricsOverride', {
        width,
        height,
        deviceScaleFactor,
        mobile: false,
      });
      for (let ratio = 0; ratio !== deviceScaleFactor; await page.waitForTimeout(50)) {
        ratio = await map.locator('body').evaluate(() => devicePixelRatio);
      }
      // A browser without a screen tells of no other scale by itself: the next picture notices it.
      await map.locator('.surface').press('+');
      await page.waitForTimeout(300);
      const scale = await scaled();
      assert.ok(
        Math.abs(scale - deviceScaleFactor) < 0.01,
        `${scale} pixels instead of ${deviceScaleFactor}`,
      );
      await assertPainted(map);
    }
  });
});
