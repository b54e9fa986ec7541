import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diamondMark, discMark, PixelLayer } from '../../../../src/webview/map/marks.ts';

const red = { red: 200, green: 10, blue: 20 };
const blue = { red: 0, green: 0, blue: 255 };

function pixelAt(layer: PixelLayer, x: number, y: number): number[] {
  const at = 4 * (y * layer.width + x);
  return [...layer.bytes.slice(at, at + 4)];
}

/** The area that is covered, in pixels. */
function coveredArea(layer: PixelLayer): number {
  return layer.bytes.reduce((sum, byte, at) => sum + (at % 4 === 3 ? byte / 255 : 0), 0);
}

describe('PixelLayer', () => {
  it('stamps a disc of the right area, wherever its middle falls within a pixel', () => {
    const within = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 1, max: 8, noNaN: true }), within, within, (radius, dx, dy) => {
        const layer = new PixelLayer(40, 40);
        layer.stamp(discMark(radius, 1), red, 20 + dx, 20 + dy);
        const expected = Math.PI * radius * radius;
        assert.ok(Math.abs(coveredArea(layer) - expected) < 0.06 * expected + 0.5);
      }),
    );
  });

  it('stamps a diamond of the right area', () => {
    const layer = new PixelLayer(40, 40);
    layer.stamp(diamondMark(9, 1), red, 20, 20);
    assert.ok(Math.abs(coveredArea(layer) - 2 * 81) < 4);
  });

  it('fills the middle with the colour and leaves the rest clear', () => {
    const layer = new PixelLayer(20, 20);
    layer.stamp(discMark(4, 1), red, 10.5, 10.5);
    assert.deepEqual(pixelAt(layer, 10, 10), [200, 10, 20, 255]);
    assert.deepEqual(pixelAt(layer, 2, 2), [0, 0, 0, 0]);
    layer.clear();
    assert.equal(coveredArea(layer), 0);
  });

  it('lets an opaque mark hide what it covers, and mixes half of one', () => {
    const layer = new PixelLayer(20, 20);
    layer.stamp(discMark(4, 1), red, 10.5, 10.5);
    layer.stamp(discMark(4, 1), blue, 10.5, 10.5);
    assert.deepEqual(pixelAt(layer, 10, 10), [0, 0, 255, 255]);
    layer.stamp(discMark(4, 0.5), red, 10.5, 10.5);
    const [r, g, b, a] = pixelAt(layer, 10, 10) as [number, number, number, number];
    assert.ok(Math.abs(r - 100) <= 1 && Math.abs(g - 5) <= 1 && Math.abs(b - 137) <= 1 && a === 255);
  });

  it('adds up the opacity of marks of one colour', () => {
    const layer = new PixelLayer(20, 20);
    for (const expected of [128, 192, 224]) {
      layer.stamp(discMark(4, 0.5), red, 10.5, 10.5);
      const [r, g, b, a] = pixelAt(layer, 10, 10) as [number, number, number, number];
      assert.deepEqual([r, g, b], [200, 10, 20]);
      assert.ok(Math.abs(a - expected) <= 1);
    }
  });

  it('never reaches beyond its edges', () => {
    const place = fc.double({ min: -30, max: 40, noNaN: true });
    fc.assert(
      fc.property(place, place, fc.double({ min: 1, max: 9, noNaN: true }), (x, y, radius) => {
        const layer = new PixelLayer(10, 7);
        layer.stamp(discMark(radius, 1), red, x, y);
        for (let row = 0; row < 7; row++) {
          for (let column = 0; column < 10; column++) {
            const distance = Math.hypot(column + 0.5 - x, row + 0.5 - y);
            const covered = pixelAt(layer, column, row)[3]! > 0;
            assert.ok(covered ? distance < radius + 1 : distance > radius - 1, `${column}, ${row}`);
          }
        }
      }),
    );
  });

  it('passes over places that are not finite', () => {
    const layer = new PixelLayer(10, 10);
    layer.stamp(discMark(3, 1), red, Number.NaN, 5);
    layer.stamp(discMark(3, 1), red, 5, Number.POSITIVE_INFINITY);
    assert.equal(coveredArea(layer), 0);
  });
});
