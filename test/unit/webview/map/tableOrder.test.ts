import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ColorColumn } from '../../../../src/webview/map/colorColumn.ts';
import { firstDirectionOf, orderRows } from '../../../../src/webview/map/tableOrder.ts';
import { sampleProjection } from './sampleProjection.ts';

const projection = sampleProjection(['the', 'égal', 'zoo', 'apple'], {
  counts: Uint32Array.of(90, 20, 20, 5),
  x: Float32Array.of(0.5, -1, Number.NaN, 2),
});
const beside = {
  x: Float32Array.of(3, Number.NaN, -2, 7),
  y: Float32Array.of(1, Number.NaN, 4, 2),
};
const listed = { projection, color: columnOf([0, 1, 0, Number.NaN]), beside };

function columnOf(keys: readonly number[]): ColorColumn {
  return { heading: 'Color', keys, cell: String };
}

function ordered(column: Parameters<typeof firstDirectionOf>[0], direction = firstDirectionOf(column)) {
  return [...orderRows(listed, { column, direction })];
}

describe('orderRows', () => {
  it('orders words as a dictionary does', () => {
    assert.deepEqual(ordered('word'), [3, 1, 0, 2]);
    assert.deepEqual(ordered('word', 'descending'), [2, 0, 1, 3]);
  });

  it('keeps equal rows in the order of frequency, both ways', () => {
    assert.deepEqual(ordered('count'), [0, 1, 2, 3]);
    assert.deepEqual(ordered('count', 'ascending'), [3, 1, 2, 0]);
    assert.deepEqual(ordered('y'), [0, 1, 2, 3]);
  });

  it('brings what stands out by its colour to the top, and what has none to the end', () => {
    assert.deepEqual(ordered('color'), [1, 0, 2, 3]);
  });

  it('puts figures that are not finite last, both ways', () => {
    assert.deepEqual(ordered('x'), [3, 0, 1, 2]);
    assert.deepEqual(ordered('x', 'ascending'), [1, 0, 3, 2]);
  });

  it('orders by the places beside the map, words that are not there last', () => {
    assert.deepEqual(ordered('besideX'), [3, 0, 2, 1]);
    assert.deepEqual(ordered('besideY', 'ascending'), [0, 3, 2, 1]);
  });

  it('holds every row once', () => {
    const figures = fc.array(fc.float(), { maxLength: 50 });
    fc.assert(
      fc.property(
        figures,
        fc.constantFrom('ascending' as const, 'descending' as const),
        (list, direction) => {
          const x = Float32Array.from(list);
          const words = list.map((_, i) => `word${i}`);
          const drawn = { ...projection, words, x, y: x };
          const rows = orderRows(
            { projection: drawn, color: columnOf([]), beside: undefined },
            { column: 'x', direction },
          );
          assert.deepEqual(
            [...rows].sort((a, b) => a - b),
            [...words.keys()],
          );
        },
      ),
    );
  });
});
