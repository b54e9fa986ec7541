import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Box,
  type LabelOptions,
  type LabelRequest,
  overlap,
  placeLabels,
} from '../../../../src/webview/map/labels.ts';

const area = { width: 600, height: 400 };

const box: fc.Arbitrary<Box> = fc.record({
  x: fc.integer({ min: -50, max: 620 }),
  y: fc.integer({ min: -50, max: 420 }),
  width: fc.integer({ min: 1, max: 80 }),
  height: fc.integer({ min: 1, max: 40 }),
});

const request = fc.record({
  x: fc.double({ min: 0, max: 600, noNaN: true }),
  y: fc.double({ min: 0, max: 400, noNaN: true }),
  radius: fc.double({ min: 1, max: 8, noNaN: true }),
  width: fc.double({ min: 5, max: 160, noNaN: true }),
  height: fc.double({ min: 10, max: 24, noNaN: true }),
  importance: fc.constantFrom('important' as const, 'ordinary' as const),
});

const requests: fc.Arbitrary<LabelRequest[]> = fc
  .array(request, { maxLength: 200 })
  .map((list) => list.map((one, index) => ({ index, ...one })));

function options(more: Partial<LabelOptions> = {}): LabelOptions {
  return { area, limit: 1000, patience: 1000, ...more };
}

function ask(index: number, x: number, y: number, more: Partial<LabelRequest> = {}): LabelRequest {
  return { index, x, y, radius: 3, width: 60, height: 16, importance: 'ordinary', ...more };
}

describe('placeLabels', () => {
  it('never lets labels overlap each other, an obstacle or the edge, nor ordinary ones a mark', () => {
    fc.assert(
      fc.property(
        requests,
        fc.array(box, { maxLength: 8 }),
        fc.array(box, { maxLength: 8 }),
        (asked, obstacles, marks) => {
          const placed = placeLabels(asked, options({ obstacles, marks }));
          for (const [i, one] of placed.entries()) {
            for (const other of placed.slice(i + 1)) {
              assert.ok(!overlap(one, other), `labels ${one.index} and ${other.index}`);
            }
            assert.ok(!obstacles.some((obstacle) => overlap(one, obstacle)), `label ${one.index}`);
            const ordinary = asked[one.index]?.importance === 'ordinary';
            assert.ok(!ordinary || !marks.some((mark) => overlap(one, mark)), `label ${one.index}`);
            assert.ok(one.x >= 0 && one.y >= 0);
            assert.ok(one.x + one.width <= area.width && one.y + one.height <= area.height);
          }
        },
      ),
    );
  });

  it('leaves out only labels that have no free place', () => {
    fc.assert(
      fc.property(requests, (asked) => {
        const placed = placeLabels(asked, options());
        const chosen = new Set(placed.map(({ index }) => index));
        for (const { index, x, y, radius, width, height } of asked) {
          if (!chosen.has(index)) {
            const right = { x: x + radius, y: y - height / 2, width, height };
            const outside = right.x + width > area.width || right.y < 0 || right.y + height > area.height;
            assert.ok(outside || placed.some((other) => overlap(right, other)), `label ${index}`);
          }
        }
      }),
    );
  });

  it('prefers what is asked for first', () => {
    const crowd = [0, 1, 2, 3, 4, 5].map((index) => ask(index, 300, 200, { radius: 10 }));
    const placed = placeLabels(crowd, options());
    assert.deepEqual(
      placed.map(({ index }) => index),
      [0, 1, 2, 3],
    );
    assert.ok(placed[0]!.x > 300 && placed[1]!.x + 60 < 300, 'right first, then left');
    assert.ok(placed[2]!.y + 16 < 200 && placed[3]!.y > 200, 'then above, then below');
  });

  it('makes room for more when points move apart', () => {
    const at = (zoom: number) =>
      placeLabels(
        Array.from({ length: 60 }, (_, i) => ask(i, 300 + zoom * (i % 10), 200 + zoom * Math.floor(i / 10))),
        options(),
      ).length;
    assert.ok(at(4) < at(12) && at(12) < at(28));
  });

  it('places a required label in any case, inside the area', () => {
    const wall = [{ x: 0, y: 0, width: 600, height: 400 }];
    const asked = [ask(0, 598, 2, { importance: 'required' }), ask(1, 300, 200)];
    const placed = placeLabels(asked, options({ obstacles: wall }));
    assert.deepEqual(placed, [{ index: 0, x: 540, y: 0, width: 60, height: 16 }]);
  });

  it('lets important labels cover marks but not obstacles', () => {
    const marks = [{ x: 0, y: 0, width: 600, height: 400 }];
    const asked = [ask(0, 300, 200), ask(1, 300, 200, { importance: 'important' })];
    assert.deepEqual(
      placeLabels(asked, options({ marks })).map(({ index }) => index),
      [1],
    );
    assert.deepEqual(placeLabels(asked, options({ obstacles: marks })), []);
  });

  it('stops at the limit, and reads no more than it needs', () => {
    let read = 0;
    function* endless(): Iterable<LabelRequest> {
      for (let i = 0; ; i++) {
        read++;
        yield ask(i, 10 + 90 * (i % 6), 20 + 20 * (Math.floor(i / 6) % 18));
      }
    }
    assert.equal(placeLabels(endless(), options({ limit: 20 })).length, 20);
    assert.equal(read, 20);
    assert.deepEqual(placeLabels(endless(), options({ limit: 0 })), []);
  });

  it('gives up after so many failures in a row', () => {
    let read = 0;
    function* hopeless(): Iterable<LabelRequest> {
      for (let i = 0; i < 1000; i++) {
        read++;
        yield ask(i, 300, 200, { width: 700 });
      }
    }
    placeLabels(hopeless(), options({ patience: 25 }));
    assert.equal(read, 25);
  });
});
