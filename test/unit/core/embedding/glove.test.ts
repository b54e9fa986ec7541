import assert from 'node:assert/strict';
import { predictedLogarithm } from '../../../../src/core/cooccurrence/CooccurrenceModel.ts';
import type { SparseMatrix } from '../../../../src/core/cooccurrence/SparseMatrix.ts';
import { EmbeddingError } from '../../../../src/core/embedding/EmbeddingError.ts';
import type { Epoch } from '../../../../src/core/embedding/Epoch.ts';
import { type GloveStartOptions, trainGlove } from '../../../../src/core/embedding/glove.ts';
import type { Kernels } from '../../../../src/core/math/Kernels.ts';
import { gaussian, seededRandom } from '../../../../src/core/math/random.ts';
import { CancelledError } from '../../../../src/core/task.ts';
import { describeForBothKernels } from '../../kernels/bothKernels.ts';
import { fromDense } from '../../kernels/sparseSamples.ts';
import { cosine, kinds, topicCounts } from './topicCounts.ts';

/** Counts that a model of two dimensions explains entirely. */
function exactCounts(words: number): SparseMatrix {
  const random = seededRandom(3);
  const numbers = (count: number): number[] => Array.from({ length: count }, () => gaussian(random) / 2);
  const [w, c, b, d] = [numbers(2 * words), numbers(2 * words), numbers(words), numbers(words)];
  const dense = Array.from({ length: words ** 2 }, (_, at) => {
    const [i, j] = [Math.floor(at / words), at % words];
    const dot = w[2 * i]! * c[2 * j]! + w[2 * i + 1]! * c[2 * j + 1]!;
    return Math.exp(3 + dot + b[i]! + d[j]!);
  });
  return fromDense(dense, words, words);
}

describeForBothKernels('trainGlove', (kernels) => {
  const { words, cooccurrence } = topicCounts();
  const train = (options: Partial<GloveStartOptions> = {}, counts = cooccurrence) =>
    trainGlove(counts, { vectorSize: 8, seed: 1, kernels: kernels(), ...options });

  for (const adaGrad of ['element', 'row'] as const) {
    it(`recovers counts that its model explains (${adaGrad})`, () => {
      const counts = exactCounts(30);
      const { model, epochs } = train(
        { adaGrad, vectorSize: 2, epochs: 2500, xMax: 1, heldOut: 0, learningRate: 0.2 },
        counts,
      );
      assert.ok(epochs.at(-1)!.loss < 1e-4, `loss ${epochs.at(-1)!.loss}`);
      for (let i = 0; i < 30; i++) {
        for (let j = 0; j < 30; j++) {
          const expected = Math.log(counts.values[i * 30 + j]!);
          assert.ok(Math.abs(predictedLogarithm(model, i, j) - expected) < 0.1, `${i}, ${j}`);
        }
      }
    });
  }

  it('brings words together that keep the same company', () => {
    const { vectors } = train({ epochs: 100 });
    const row = (word: string): number => words.indexOf(word);
    for (const [kind, others] of [
      [kinds.fruit, kinds.vehicle],
      [kinds.vehicle, kinds.fruit],
    ] as const) {
      for (const a of kind) {
        const similar = kind.filter((b) => b !== a).map((b) => cosine(vectors, 8, row(a), row(b)));
        const different = others.map((b) => cosine(vectors, 8, row(a), row(b)));
        assert.ok(Math.min(...similar) > Math.max(...different), a);
      }
    }
  });

  it('gives the sums of word and context vectors', () => {
    const { vectors, model } = train({ epochs: 2 });
    assert.deepEqual(
      vectors,
      model.wordVectors.map((value, i) => value + model.contextVectors[i]!),
    );
    assert.equal(vectors.length, words.length * 8);
  });

  it('learns the same from the same seed, and something else from another', () => {
    assert.deepEqual(train({ epochs: 3 }), train({ epochs: 3 }));
    assert.notDeepEqual(train({ epochs: 3 }).vectors, train({ epochs: 3, seed: 2 }).vectors);
  });

  it('learns the same bytes in whatever order, or at the same time, the ranges of a step are done', () => {
    const backwards: Kernels = {
      ...kernels(),
      descendGlove: (descent, losses) => {
        for (let range = losses.length - 1; range >= 0; range--) {
          const ranges = descent.ranges.subarray(2 * range, 2 * range + 2);
          kernels().descendGlove({ ...descent, ranges }, losses.subarray(range, range + 1));
        }
      },
    };
    for (const adaGrad of ['element', 'row'] as const) {
      const options = { adaGrad, epochs: 3 };
      assert.deepEqual(train({ ...options, kernels: backwards }), train(options));
    }
  });

  it('starts at given vectors', () => {
    const startVectors = Float32Array.from({ length: words.length * 8 }, (_, i) => Math.sin(i));
    const { vectors } = train({ startVectors, epochs: 1, learningRate: 1e-9 });
    for (const [i, value] of vectors.entries()) assert.ok(Math.abs(value - startVectors[i]!) < 1e-5);
    assert.throws(
      () => train({ startVectors: startVectors.subarray(8) }),
      /RangeError: .* expected \d+ vectors of 8/,
    );
  });

  it('reports each epoch, with a falling loss, and the share that is done', () => {
    const reported: Epoch[] = [];
    const shares: number[] = [];
    const { epochs } = train({
      epochs: 10,
      heldOut: 0.2,
      onEpoch: (epoch) => reported.push(epoch),
      task: { checkpoint: (done) => shares.push(done) },
    });
    assert.deepEqual(reported, epochs);
    assert.deepEqual(
      epochs.map(({ epoch }) => epoch),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    );
    assert.ok(epochs.every(({ loss }, i) => i === 0 || loss < epochs[i - 1]!.loss));
    assert.ok(epochs.every(({ validationLoss }) => validationLoss! > 0));
    assert.ok(shares.every((share, i) => share >= (shares[i - 1] ?? 0)));
    assert.equal(shares.at(-1), 1);
    assert.ok(train({ epochs: 1, heldOut: 0 }).epochs[0]!.validationLoss === undefined);
  });

  it('does not learn from what is held out', () => {
    const all = train({ epochs: 200, heldOut: 0 }).epochs.at(-1)!;
    const { loss, validationLoss } = train({ epochs: 200, heldOut: 0.3 }).epochs.at(-1)!;
    assert.ok(validationLoss! > 2 * loss && validationLoss! > 2 * all.loss);
  });

  it('stops when patience ends, with the vectors of the best epoch', () => {
    const options = { heldOut: 0.3, learningRate: 0.3 };
    const { vectors, epochs } = train({ ...options, epochs: 400, patience: 5 });
    const losses = epochs.map(({ validationLoss }) => validationLoss!);
    const best = losses.indexOf(Math.min(...losses)) + 1;
    assert.ok(epochs.length < 400);
    assert.equal(epochs.length, best + 5);
    assert.deepEqual(train({ ...options, epochs: best }).vectors, vectors);
  });

  it('stops where the task says so, and gives its memory back', () => {
    const used = new Set<Float32Array>();
    const counting = {
      ...kernels(),
      allocate: (length: number) => {
        const array = kernels().allocate(length);
        used.add(array);
        return array;
      },
      release: (array: Float32Array) => {
        used.delete(array);
        kernels().release(array);
      },
    };
    for (const limit of [0, 0.5]) {
      const task = {
        checkpoint: (done: number) => {
          if (done >= limit) throw new CancelledError();
        },
      };
      assert.throws(() => train({ kernels: counting, task }), CancelledError);
      assert.equal(used.size, 0);
    }
  });

  it('says what to do where it cannot learn', () => {
    const refused = (options: Partial<GloveStartOptions>, message: RegExp, counts = cooccurrence): void =>
      assert.throws(
        () => train(options, counts),
        (error: unknown) => error instanceof EmbeddingError && message.test(error.message),
      );
    refused({ vectorSize: 100 }, /need at least 100 different words .* choose fewer dimensions/);
    refused({ vectorSize: 0 }, /vectorSize is 0; choose a whole number/);
    refused({ vectorSize: 1 }, /No two different words of the 1 /, fromDense([5], 1, 1));
    refused({ vectorSize: 1 }, /No two different words/, fromDense([0, 0, 0, 0], 2, 2));
    refused({}, /found 0/, fromDense([], 0, 0));
    refused({ xMax: 0 }, /xMax is 0; choose a number above 0/);
    refused({ xMax: Number.NaN }, /xMax is NaN/);
    refused({ alpha: -1 }, /alpha is -1/);
    refused({ learningRate: Number.POSITIVE_INFINITY }, /learningRate is Infinity/);
    refused({ learningRate: 1e30 }, /grew beyond all bounds in epoch 1. Choose a learningRate below 1e\+30/);
    refused({ epochs: 0.5 }, /epochs is 0.5/);
    refused({ heldOut: 1 }, /heldOut is 1; choose a share/);
    refused({ patience: 0 }, /patience is 0/);
  });
});
