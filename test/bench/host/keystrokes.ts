import type { Page } from 'playwright-core';

/** Milliseconds between keys: a fast typist's. */
const KEY_DELAY = 60;

/** Notes, on the page, when the picture after each key is ready. To be called once for a page. */
export async function watchKeystrokes(page: Page): Promise<void> {
  await page.evaluate(() => {
    const latencies: number[] = [];
    Reflect.set(window, 'keystrokeLatencies', latencies);
    document.addEventListener(
      'keydown',
      (event) => {
        // A message that is posted in a frame comes when the frame is laid out and painted.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => latencies.push(performance.now() - event.timeStamp);
          port2.postMessage(undefined);
        });
      },
      true,
    );
  });
}

/** Types into the editor that has the focus; gives how long each key took until its picture was ready, in milliseconds. */
export async function typeAndWatch(page: Page, text: string): Promise<number[]> {
  await page.evaluate(() => {
    (Reflect.get(window, 'keystrokeLatencies') as number[]).length = 0;
  });
  await page.keyboard.type(text, { delay: KEY_DELAY });
  await page.waitForTimeout(200);
  return page.evaluate(() => [...(Reflect.get(window, 'keystrokeLatencies') as number[])]);
}
