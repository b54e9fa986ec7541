import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HitGrid } from '../../../../src/webview/map/HitGrid.ts';
import { boundsOf } from '../../../../src/webview/map/viewport.ts';

const coordinate = fc.double({ min: -5, max: 5, noNaN: true });

function bruteForce(x: Float32Array, y: Float32Array, atX: number, atY: number, radius: number) {
  let best: number | undefined;
  let bestSquare = radius * radius;
  for (let i = 0; i < x.length; i++) {
    const square = (x[i]! - atX) ** 2 + (y[i]! - atY) ** 2;
    if (square < bestSquare || (square === bestSquare && best === undefined)) {
      best = i;
      bestSquare = square;
    }
  }
  return best;
}

describe('HitGrid', () => {
  it('finds the same point as a search through all', () => {
    const points = fc.array(fc.tuple(coordinate, coordinate), { maxLength: 300 });
    const place = fc.double({ min: -8, max: 8, noNaN: true });
    const radius = fc.double({ min: 0, max: 6, noNaN: true });
    fc.assert(
      fc.property(points, place, place, radius, (list, atX, atY, r) => {
        const x = Float32Array.from(list, ([px]) => px);
        const y = Float32Array.from(list, ([, py]) => py);
        const grid = new HitGrid(x, y, boundsOf(x, y));
        assert.equal(grid.nearest(atX, atY, r), bruteForce(x, y, atX, atY, r));
      }),
      { numRuns: 500 },
    );
  });

  it('takes the first of points that coincide', () => {
    const x = Float32Array.of(2, 1, 1, 1);
    const y = Float32Array.of(2, 1, 1, 1);
    assert.equal(new HitGrid(x, y, boundsOf(x, y)).nearest(1.1, 1, 0.5), 1);
  });

  it('works when all points coincide or lie on a line', () => {
    const same = new Float32Array(50).fill(3);
    assert.equal(new HitGrid(same, same, boundsOf(same, same)).nearest(3, 3, 0.1), 0);
    const line = Float32Array.from({ length: 1000 }, (_, i) => i);
    const flat = new Float32Array(1000);
    assert.equal(new HitGrid(line, flat, boundsOf(line, flat)).nearest(700.2, 0.1, 1), 700);
  });

  it('passes over points that are not finite, and finds nothing among none', () => {
    const x = Float32Array.of(Number.NaN, 1, Number.POSITIVE_INFINITY);
    const y = Float32Array.of(1, 1, 1);
    assert.equal(new HitGrid(x, y, boundsOf(x, y)).nearest(1, 1, 10), 1);
    const none = new Float32Array();
    assert.equal(new HitGrid(none, none, boundsOf(none, none)).nearest(0, 0, 10), undefined);
  });
});
