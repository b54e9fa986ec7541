import assert from 'node:assert/strict';
import {
  type AdaptOptions,
  adaptVectors,
  type GeneralVectors,
} from '../../../../src/core/embedding/adaptVectors.ts';
import { EmbeddingError } from '../../../../src/core/embedding/EmbeddingError.ts';
import { gaussian, seededRandom } from '../../../../src/core/math/random.ts';
import { describeForBothKernels } from '../../kernels/bothKernels.ts';
import { cosine, kinds, topicCounts } from './topicCounts.ts';

const dimension = 50;
const { words, cooccurrence } = topicCounts();

/** General vectors of the words without `unknown`, in another order, that know nothing of kinds. */
function generalVectors(...unknown: string[]): GeneralVectors {
  const known = words.filter((word) => !unknown.includes(word)).toReversed();
  const random = seededRandom(5);
  return {
    indexOf: (word) => (known.includes(word) ? known.indexOf(word) : undefined),
    dimension,
    vectors: Float32Array.from({ length: known.length * dimension }, () => gaussian(random) / 2),
  };
}

/** How far each word is from its general vector. */
function distances(vectors: Float32Array, general: GeneralVectors): number[] {
  return words.flatMap((word, id) => {
    const row = general.indexOf(word);
    if (row === undefined) return [];
    const differences = Array.from(
      { length: dimension },
      (_, i) => vectors[id * dimension + i]! - general.vectors[row * dimension + i]!,
    );
    return [Math.hypot(...differences)];
  });
}

describeForBothKernels('adaptVectors', (kernels) => {
  const adapt = (general: GeneralVectors, options: Partial<AdaptOptions> = {}, counts = cooccurrence) =>
    adaptVectors(counts, words, general, { seed: 1, kernels: kernels(), ...options });

  it('brings words together that keep the same company, also those without a general vector', () => {
    const { vectors, known } = adapt(generalVectors('apple', 'truck'), { epochs: 200, penalty: 0.01 });
    assert.equal(known, words.length - 2);
    const mean = (a: string, others: readonly string[]): number =>
      others
        .filter((b) => b !== a)
        .reduce((sum, b) => sum + cosine(vectors, dimension, words.indexOf(a), words.indexOf(b)), 0) /
      others.length;
    for (const fruit of kinds.fruit) assert.ok(mean(fruit, kinds.fruit) > mean(fruit, kinds.vehicle), fruit);
    for (const vehicle of kinds.vehicle)
      assert.ok(mean(vehicle, kinds.vehicle) > mean(vehicle, kinds.fruit), vehicle);
  });

  it('keeps words nearer to their general vectors the higher the penalty is', () => {
    const general = generalVectors();
    const means = [0, 1, 10, 1e6].map((penalty) => {
      const all = distances(adapt(general, { penalty, epochs: 100 }).vectors, general);
      return all.reduce((sum, value) => sum + value, 0) / all.length;
    });
    assert.ok(
      means.every((mean, i) => i === 0 || mean < 0.8 * means[i - 1]!),
      String(means),
    );
    assert.ok(means.at(-1)! < 1e-3);
  });

  it('leaves a word that occurs near nothing where it was', () => {
    const general = generalVectors();
    const lonely = words.indexOf('plum');
    const row = (id: number): boolean => id === lonely;
    const values = cooccurrence.values.slice();
    for (let i = 0; i < words.length; i++) {
      for (let entry = cooccurrence.rowStart[i]!; entry < cooccurrence.rowStart[i + 1]!; entry++) {
        if (row(i) || row(cooccurrence.columns[entry]!)) values[entry] = 0;
      }
    }
    const moved = distances(adapt(general, {}, { ...cooccurrence, values }).vectors, general);
    assert.equal(moved[lonely], 0);
    assert.ok(moved.every((distance, id) => id === lonely || distance > 0.01));
  });

  for (const adaGrad of ['element', 'row'] as const) {
    it(`heeds the seed and the way of AdaGrad (${adaGrad})`, () => {
      const general = generalVectors('apple');
      const options = { adaGrad, epochs: 3 };
      assert.deepEqual(adapt(general, options), adapt(general, options));
      assert.notDeepEqual(adapt(general, options).vectors, adapt(general, { ...options, seed: 2 }).vectors);
      assert.equal(adapt(general, { adaGrad }).epochs.length, 5);
    });
  }

  it('says what to do where nothing can be adapted', () => {
    const refused = (run: () => unknown, message: RegExp): void =>
      assert.throws(run, (error: unknown) => error instanceof EmbeddingError && message.test(error.message));
    refused(() => adapt(generalVectors(...words)), /None of the \d+ words of the text has a general vector/);
    refused(() => adapt(generalVectors(), { penalty: -1 }), /penalty is -1/);
    refused(() => adapt(generalVectors(), { penalty: Number.NaN }), /penalty is NaN/);
    const nothing = {
      ...cooccurrence,
      rowStart: new Uint32Array(words.length + 1),
      values: new Float32Array(),
      columns: new Uint32Array(),
    };
    refused(() => adapt(generalVectors(), {}, nothing), /No two different words/);
  });
});
