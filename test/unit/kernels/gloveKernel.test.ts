import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type AdaGrad,
  type GloveDescent,
  type GloveRowLayout,
  gloveRowLayout,
} from '../../../src/core/math/gloveRows.ts';
import { gaussian, seededRandom } from '../../../src/core/math/random.ts';
import { describeForBothKernels } from './bothKernels.ts';

interface Pair {
  readonly word: number;
  readonly context: number;
  readonly logarithm: number;
  readonly weight: number;
}

function recordsOf(pairs: readonly Pair[]): Uint32Array {
  const records = new Uint32Array(4 * pairs.length);
  const numbers = new Float32Array(records.buffer);
  for (const [i, { word, context, logarithm, weight }] of pairs.entries()) {
    records.set([word, context], 4 * i);
    numbers.set([logarithm, weight], 4 * i + 2);
  }
  return records;
}

/** Rows with random vectors and biases, and accumulators from 1. */
function randomRows(layout: GloveRowLayout, count: number, random: () => number): Float32Array {
  const rows = new Float32Array(count * layout.stride);
  for (let row = 0; row < rows.length; row += layout.stride) {
    for (let i = 0; i < layout.vectorSize; i++) rows[row + i] = gaussian(random) / 3;
    const accumulators = layout.adaGrad === 'element' ? layout.paddedSize : 1;
    for (let i = 0; i < accumulators; i++) rows[row + layout.accumulators + i] = 1 + 3 * random();
    rows[row + layout.bias] = gaussian(random);
    rows[row + layout.biasAccumulator] = 1 + random();
  }
  return rows;
}

/** The steps as the paper and Stanford's program have them, in float64. */
function definition(
  layout: GloveRowLayout,
  rows: Float64Array,
  pairs: readonly Pair[],
  rate: number,
): number {
  const { stride, vectorSize, bias, biasAccumulator, accumulators } = layout;
  let loss = 0;
  for (const { word, context, logarithm, weight } of pairs) {
    const [w, c] = [word * stride, context * stride];
    const wordVector = rows.slice(w, w + vectorSize);
    const contextVector = rows.slice(c, c + vectorSize);
    const dot = wordVector.reduce((sum, value, i) => sum + value * contextVector[i]!, 0);
    const error = dot + rows[w + bias]! + rows[c + bias]! - logarithm;
    loss += (weight / 2) * error ** 2;
    const cut = Math.max(-100, Math.min(100, weight * error));
    for (const [row, other] of [
      [w, contextVector],
      [c, wordVector],
    ] as const) {
      const gradients = other.map((value) => cut * rate * value);
      for (const [i, gradient] of gradients.entries()) {
        const at = row + accumulators + (layout.adaGrad === 'element' ? i : 0);
        rows[row + i]! -= gradient / Math.sqrt(rows[at]!);
        if (layout.adaGrad === 'element') rows[at]! += gradient ** 2;
      }
      if (layout.adaGrad === 'row') {
        rows[row + accumulators]! += gradients.reduce((sum, value) => sum + value ** 2, 0) / vectorSize;
      }
      rows[row + bias]! -= cut / Math.sqrt(rows[row + biasAccumulator]!);
      rows[row + biasAccumulator]! += cut ** 2;
    }
  }
  return loss;
}

describeForBothKernels('descendGlove', (kernels) => {
  const pair = fc.record({
    word: fc.nat(4),
    context: fc.integer({ min: 5, max: 9 }),
    logarithm: fc.double({ min: -2, max: 9, noNaN: true }),
    weight: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  for (const adaGrad of ['element', 'row'] satisfies AdaGrad[]) {
    it(`takes the steps of the definition, in order (${adaGrad})`, () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 70 }),
          fc.array(pair, { maxLength: 20 }),
          fc.integer(),
          (vectorSize, pairs, seed) => {
            const layout = gloveRowLayout(vectorSize, adaGrad);
            const parameters = randomRows(layout, 10, seededRandom(seed));
            const expected = Float64Array.from(parameters);
            const expectedLoss = definition(layout, expected, pairs, 0.05);
            const losses = Float64Array.of(7, 0);
            const middle = pairs.length >> 1;
            const ranges = Uint32Array.of(0, middle, middle, pairs.length);
            const records = recordsOf(pairs);
            kernels().descendGlove({ layout, parameters, records, ranges, learningRate: 0.05 }, losses);
            for (const [i, value] of expected.entries()) {
              assert.ok(Math.abs(parameters[i]! - value) < 1e-3 * Math.max(1, Math.abs(value)), `at ${i}`);
            }
            assert.ok(
              Math.abs(losses[0]! + losses[1]! - 7 - expectedLoss) < 1e-3 * Math.max(1, expectedLoss),
            );
          },
        ),
      );
    });

    it(`leaves the numbers that fill vectors up at 0 (${adaGrad})`, () => {
      const layout = gloveRowLayout(5, adaGrad);
      const parameters = randomRows(layout, 2, seededRandom(3));
      const records = recordsOf(
        Array.from({ length: 40_000 }, () => ({ word: 0, context: 1, logarithm: 2, weight: 1 })),
      );
      const descent = { layout, parameters, records, ranges: Uint32Array.of(0, 40_000), learningRate: 0.05 };
      const losses = new Float64Array(1);
      kernels().descendGlove(descent, losses);
      for (const row of [0, layout.stride]) {
        assert.deepEqual(parameters.slice(row + 5, row + 8), new Float32Array(3));
      }
      // It learns, so that after 40,000 steps there is nothing left to lose.
      const first = losses[0]!;
      kernels().descendGlove(descent, losses);
      assert.ok(losses[0]! - first < 1e-6);
    });
  }

  it('names what does not fit together', () => {
    const layout = gloveRowLayout(4, 'row');
    const descent: GloveDescent = {
      layout,
      parameters: randomRows(layout, 2, seededRandom(1)),
      records: recordsOf([{ word: 0, context: 1, logarithm: 1, weight: 1 }]),
      ranges: Uint32Array.of(0, 1),
      learningRate: 0.05,
    };
    const refused = (change: Partial<GloveDescent>, message: RegExp): void =>
      assert.throws(() => kernels().descendGlove({ ...descent, ...change }, new Float64Array(1)), {
        name: 'RangeError',
        message,
      });
    refused({ parameters: new Float32Array(9) }, /parameters has 9 values where 8/);
    refused({ records: new Uint32Array(5) }, /records has 5 values where 4/);
    refused({ ranges: Uint32Array.of(0, 2) }, /Records 0 to 2 .* of 1/);
    refused({ ranges: Uint32Array.of(1, 0) }, /Records 1 to 0/);
    refused({ ranges: new Uint32Array(4) }, /ranges has 4 values where 2/);
    for (const wrong of [
      { word: 2, context: 1 },
      { word: 0, context: 2 },
    ]) {
      refused({ records: recordsOf([{ ...wrong, logarithm: 1, weight: 1 }]) }, /names a row .* the 2\b/);
    }
  });
});
