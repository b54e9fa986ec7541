import assert from 'node:assert/strict';
import { adaptToText } from '../../../../src/core/embedding/adaptToText.ts';
import { gaussian, seededRandom } from '../../../../src/core/math/random.ts';
import { CancelledError } from '../../../../src/core/task.ts';
import { describeForBothKernels } from '../../kernels/bothKernels.ts';
import { cosine, kinds, topicCounts } from './topicCounts.ts';

const { words, cooccurrence } = topicCounts();
const counts = Uint32Array.from(words, () => 100);

/** General vectors of all words but one, which know nothing of kinds. */
function generalVectors(dimension: number) {
  const random = seededRandom(5);
  return {
    indexOf: (word: string) => (word === 'apple' || !words.includes(word) ? undefined : words.indexOf(word)),
    dimension,
    vectors: Float32Array.from({ length: words.length * dimension }, () => gaussian(random)),
  };
}

/** Mean similarity within the kinds less that between them. */
function separation(vectors: Float32Array, dimension: number, of: readonly string[]): number {
  const all = [...kinds.fruit, ...kinds.vehicle];
  const mean = (same: boolean): number => {
    const values = of.flatMap((a) =>
      all
        .filter((b) => a !== b && (kinds.fruit.includes(a) === kinds.fruit.includes(b)) === same)
        .map((b) => cosine(vectors, dimension, words.indexOf(a), words.indexOf(b))),
    );
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return mean(true) - mean(false);
}

describeForBothKernels('adaptToText', (kernels) => {
  const adapt = (dimension: number, options = {}) =>
    adaptToText(cooccurrence, { words, counts }, generalVectors(dimension), {
      seed: 1,
      kernels: kernels(),
      ...options,
    });

  it('brings words together that keep the same company, the one without a general vector included', () => {
    const dimension = 8;
    const before = separation(generalVectors(dimension).vectors, dimension, [
      ...kinds.fruit,
      ...kinds.vehicle,
    ]);
    const { vectors, epochs } = adapt(dimension);
    assert.ok(separation(vectors, dimension, [...kinds.fruit, ...kinds.vehicle]) > before + 0.3);
    assert.ok(separation(vectors, dimension, ['apple']) > 0.3);
    assert.equal(epochs.length, 4);
  });

  it('adapts where there are fewer words than dimensions', () => {
    const { vectors } = adapt(words.length + 1);
    assert.equal(vectors.length, words.length * (words.length + 1));
    assert.ok(vectors.every(Number.isFinite));
  });

  it('heeds the seed, tells progress that rises, and stops when called off', () => {
    assert.deepEqual(adapt(8), adapt(8));
    const seen: number[] = [];
    adapt(8, { task: { checkpoint: (done: number) => seen.push(done) } });
    assert.ok(seen.every((done, i) => done >= (seen[i - 1] ?? 0) && done <= 1));
    const stop = {
      checkpoint: () => {
        throw new CancelledError();
      },
    };
    assert.throws(() => adapt(8, { task: stop }), CancelledError);
  });
});
