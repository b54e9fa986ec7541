import assert from 'node:assert/strict';
import { reconstructionFit } from '../../../../src/core/cooccurrence/reconstruction.ts';
import type { SparseMatrix } from '../../../../src/core/cooccurrence/SparseMatrix.ts';
import { EmbeddingError } from '../../../../src/core/embedding/EmbeddingError.ts';
import type { Epoch } from '../../../../src/core/embedding/Epoch.ts';
import type { GloveTraining } from '../../../../src/core/embedding/glove.ts';
import { type GloveLectureOptions, trainGloveLecture } from '../../../../src/core/embedding/gloveLecture.ts';
import { gaussian, seededRandom } from '../../../../src/core/math/random.ts';
import { CancelledError } from '../../../../src/core/task.ts';
import { describeForBothKernels } from '../../kernels/bothKernels.ts';
import { fromDense } from '../../kernels/sparseSamples.ts';
import { type DenseLecture, denseLoss, denseOptimum } from './denseLecture.ts';
import { cosine, kinds, topicCounts } from './topicCounts.ts';

/** Symmetric counts, many of them 0, with something on the diagonal that must not matter. */
function randomCounts(words: number, seed: number): { sparse: SparseMatrix; targets: number[][] } {
  const random = seededRandom(seed);
  const counts = Array.from({ length: words }, () => new Array<number>(words).fill(50));
  for (let i = 0; i < words; i++) {
    for (let j = 0; j < i; j++) {
      const count = random() < 0.5 ? Math.ceil(random() ** 3 * 40) : 0;
      counts[i]![j] = count;
      counts[j]![i] = count;
    }
  }
  return {
    sparse: fromDense(counts.flat(), words, words),
    targets: counts.map((row) => row.map((count) => Math.log1p(count))),
  };
}

const rowsOf = ({ vectors, model }: GloveTraining): number[][] =>
  Array.from(model.wordBiases, (bias, i) => [
    ...vectors.subarray(i * model.vectorSize, (i + 1) * model.vectorSize),
    bias,
  ]);

describeForBothKernels('trainGloveLecture', (kernels) => {
  const train = (counts: SparseMatrix, options: Partial<GloveLectureOptions> = {}) =>
    trainGloveLecture(counts, { vectorSize: 2, seed: 1, kernels: kernels(), heldOut: 0, ...options });

  for (const penalty of [0.3, 2]) {
    it(`comes to the optimum of the dense problem, zeros included, diagonal not (penalty ${penalty})`, () => {
      const { sparse, targets } = randomCounts(12, 4);
      const problem: DenseLecture = { targets, vectorSize: 2, penalty };
      const best = denseOptimum(problem, 4);
      const found = Math.min(
        ...[1, 2, 3, 4].map((seed) =>
          denseLoss(problem, rowsOf(train(sparse, { penalty, seed, epochs: 1000 }))),
        ),
      );
      assert.ok(Math.abs(found / best - 1) < 1e-3, `${found} where ${best} was expected`);
    });
  }

  it('reports the mean squared error over all pairs', () => {
    const { sparse, targets } = randomCounts(20, 5);
    const trained = train(sparse, { penalty: 1, epochs: 800 });
    const rows = rowsOf(trained);
    const sum = denseLoss({ targets, vectorSize: 2, penalty: 0 }, rows);
    assert.ok(Math.abs(trained.epochs.at(-1)!.loss / (sum / 190) - 1) < 1e-2);
  });

  it('recovers a matrix that it can explain, from a part of its pairs', () => {
    const random = seededRandom(2);
    const words = 80;
    const rows = Array.from({ length: words }, () => [gaussian(random), gaussian(random), random() + 2]);
    const counts = rows.flatMap((a) =>
      rows.map((b) => Math.expm1(a[0]! * b[0]! + a[1]! * b[1]! + a[2]! + b[2]!)),
    );
    const sparse = fromDense(
      counts.map((count) => Math.max(0, count)),
      words,
      words,
    );
    const trained = train(sparse, { penalty: 0, epochs: 300, heldOut: 0.1 });
    const { loss, validationLoss } = trained.epochs.at(-1)!;
    assert.ok(loss < 0.05 && validationLoss! < 0.2, `${loss}, ${validationLoss}`);
    const fit = reconstructionFit(trained.model, sparse, { pairs: 2000, seed: 1 });
    assert.ok(fit.rSquared > 0.97, String(fit.rSquared));
  });

  it('brings words together that keep the same company', () => {
    const { words, cooccurrence } = topicCounts();
    const { vectors } = train(cooccurrence, { vectorSize: 4, epochs: 30 });
    const similarity = (a: string, b: string) => cosine(vectors, 4, words.indexOf(a), words.indexOf(b));
    for (const a of kinds.fruit) {
      for (const b of kinds.fruit) {
        for (const c of kinds.vehicle) {
          if (a !== b) assert.ok(similarity(a, b) > similarity(a, c), `${a}, ${b}, ${c}`);
        }
      }
    }
  });

  it('learns the same from the same seed, and something else from another', () => {
    const { sparse } = randomCounts(30, 6);
    assert.deepEqual(train(sparse), train(sparse));
    assert.notDeepEqual(train(sparse).vectors, train(sparse, { seed: 2 }).vectors);
  });

  it('shows by pairs kept aside that it learns noise, and stops when patience ends', () => {
    const { sparse } = randomCounts(60, 7);
    const options = { vectorSize: 20, penalty: 0.01, heldOut: 0.2, epochs: 200 };
    const reported: Epoch[] = [];
    const { vectors, epochs } = train(sparse, {
      ...options,
      patience: 4,
      onEpoch: (epoch) => reported.push(epoch),
    });
    assert.deepEqual(reported, epochs);
    const losses = epochs.map(({ validationLoss }) => validationLoss!);
    const best = losses.indexOf(Math.min(...losses)) + 1;
    assert.equal(epochs.length, best + 4);
    assert.deepEqual(train(sparse, { ...options, epochs: best }).vectors, vectors);
    assert.ok(epochs.at(-1)!.validationLoss! > 2 * epochs.at(-1)!.loss);
    assert.equal(train(sparse, { epochs: 3 }).epochs[0]!.validationLoss, undefined);
  });

  it('tells how far it is, and stops where the task says so', () => {
    const { sparse } = randomCounts(30, 8);
    const shares: number[] = [];
    train(sparse, { epochs: 4, task: { checkpoint: (done) => shares.push(done) } });
    assert.ok(shares.every((share, i) => share >= (shares[i - 1] ?? 0)));
    assert.equal(shares.at(-1), 1);
    const task = {
      checkpoint: (done: number) => {
        if (done > 0.5) throw new CancelledError();
      },
    };
    assert.throws(() => train(sparse, { task }), CancelledError);
  });

  it('says what to do where it cannot learn', () => {
    const { sparse } = randomCounts(12, 9);
    const refused = (options: Partial<GloveLectureOptions>, message: RegExp, counts = sparse): void =>
      assert.throws(
        () => train(counts, options),
        (error: unknown) => error instanceof EmbeddingError && message.test(error.message),
      );
    refused({ vectorSize: 13 }, /need at least 13 different words .*; found 12/);
    refused({ vectorSize: 1 }, /No two different words/, fromDense([5], 1, 1));
    refused({}, /found 0/, fromDense([], 0, 0));
    refused({ penalty: Number.NaN }, /penalty is NaN/);
    refused({ epochs: 0 }, /epochs is 0/);
    refused({ heldOut: -1 }, /heldOut is -1/);
    refused({ patience: 0.5 }, /patience is 0.5/);
    refused({}, /grew beyond all bounds in epoch 1/, {
      ...sparse,
      values: sparse.values.map(() => Number.POSITIVE_INFINITY),
    });
  });
});
