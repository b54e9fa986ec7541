import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';

/** Waits until the map is drawn, and returns its caption. */
export async function drawnCaption(map: FrameLocator): Promise<string> {
  const caption = map.locator('.caption');
  await caption.filter({ hasText: /differ most/ }).waitFor();
  return caption.innerText();
}

/** How many colours, and how many pixels that are not transparent, the map's canvas shows. */
async function canvasContent(map: FrameLocator): Promise<{ colours: number; painted: number }> {
  return map
    .locator('canvas')
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const context = canvas.getContext('2d');
      if (!context) return { colours: 0, painted: 0 };
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const colours = new Set<number>();
      let painted = 0;
      for (const pixel of new Uint32Array(data.buffer)) {
        if (pixel >>> 24 === 0) continue;
        painted++;
        colours.add(pixel);
      }
      return { colours: colours.size, painted };
    });
}

/** Fails unless the canvas holds a picture. */
export async function assertPainted(map: FrameLocator): Promise<void> {
  const { colours, painted } = await canvasContent(map);
  assert.ok(colours > 10 && painted > 1000, `${painted} pixels painted in ${colours} colours`);
}
