import assert from 'node:assert/strict';
import type { CooccurrenceModel } from '../../../../src/core/cooccurrence/CooccurrenceModel.ts';
import { reconstructCount, reconstructionFit } from '../../../../src/core/cooccurrence/reconstruction.ts';
import { fromDense } from '../../kernels/sparseSamples.ts';

/** Two words with vectors of two dimensions. */
const model: CooccurrenceModel = {
  logarithm: 'log',
  vectorSize: 2,
  wordVectors: Float32Array.of(0.5, -1, 2, 0.25),
  contextVectors: Float32Array.of(0.5, -1, 2, 0.25),
  wordBiases: Float32Array.of(1.5, 2),
  contextBiases: Float32Array.of(1.5, 2),
};
const vectors = { w1: [0.5, -1], w2: [2, 0.25], b1: 1.5, b2: 2 } as const;

describe('reconstruction', () => {
  const { w1, w2, b1, b2 } = vectors;
  const predicted = b1 + b2 + w1[0] * w2[0] + w1[1] * w2[1];

  it('has the error log(104) - (b1 + b2 + w1[0] w2[0] + w1[1] w2[1]) where X is 104 and d is 2', () => {
    const { actual, reconstructed, error } = reconstructCount(model, fromDense([0, 104, 104, 0], 2, 2), 0, 1);
    assert.equal(actual, 104);
    assert.equal(error, Math.log(104) - predicted);
    assert.equal(reconstructed, Math.exp(predicted));
  });

  it('has the same error for 103 where the model is of counts and one', () => {
    const lecture = { ...model, logarithm: 'log1p' } as const;
    const { error, reconstructed } = reconstructCount(lecture, fromDense([0, 103, 103, 0], 2, 2), 0, 1);
    assert.ok(Math.abs(error - (Math.log(104) - predicted)) < 1e-12);
    assert.ok(Math.abs(reconstructed - (Math.exp(predicted) - 1)) < 1e-9);
  });

  it('makes no count less than 0', () => {
    const negative = { ...model, logarithm: 'log1p', wordBiases: Float32Array.of(-9, 0) } as const;
    assert.equal(reconstructCount(negative, fromDense([0, 1, 1, 0], 2, 2), 0, 1).reconstructed, 0);
  });

  /** `exp(b_i + b_j)`, or one less, for six words. */
  const biases = Float32Array.of(0.5, 1, 0.25, 2, 1.5, 0.75);
  const flat = (logarithm: 'log' | 'log1p'): CooccurrenceModel => ({
    logarithm,
    vectorSize: 1,
    wordVectors: new Float32Array(6),
    contextVectors: new Float32Array(6),
    wordBiases: biases,
    contextBiases: biases,
  });
  const counts = (less: number): number[] =>
    Array.from({ length: 36 }, (_, at) => Math.exp(biases[Math.floor(at / 6)]! + biases[at % 6]!) - less);

  it('finds that a model of the counts explains all of them', () => {
    for (const [logarithm, less] of [
      ['log', 0],
      ['log1p', 1],
    ] as const) {
      const fit = reconstructionFit(flat(logarithm), fromDense(counts(less), 6, 6), { pairs: 200, seed: 1 });
      assert.equal(fit.sample.length, 200);
      assert.ok(fit.rSquared > 1 - 1e-9 && fit.rmse < 1e-5);
      const met = new Set(fit.sample.map(({ word, context }) => word * 6 + context));
      assert.equal(met.size, logarithm === 'log' ? 36 : 30);
      assert.ok(logarithm === 'log' || fit.sample.every(({ word, context }) => word !== context));
    }
  });

  it('measures the root of the mean squared error, and the variance explained', () => {
    const off = { ...flat('log'), wordBiases: biases.map((bias) => bias + 0.5) };
    const fit = reconstructionFit(off, fromDense(counts(0), 6, 6), { pairs: 5000, seed: 1 });
    assert.ok(Math.abs(fit.rmse - 0.5) < 1e-5);
    const logarithms = fit.sample.map(({ actual }) => Math.log(actual));
    const mean = logarithms.reduce((sum, value) => sum + value, 0) / 5000;
    const variance = logarithms.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 5000;
    assert.ok(Math.abs(fit.rSquared - (1 - 0.25 / variance)) < 1e-5);
  });

  it('draws the same sample for the same seed, from rows that are not empty', () => {
    const sparse = fromDense([0, 0, 0, 7, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9], 4, 4);
    const draw = (seed: number) => reconstructionFit(flat('log'), sparse, { pairs: 60, seed }).sample;
    assert.deepEqual(draw(1), draw(1));
    assert.notDeepEqual(draw(1), draw(2));
    const found = new Set(draw(1).map(({ word, context, actual }) => [word, context, actual].join()));
    assert.deepEqual([...found].toSorted(), ['0,3,7', '1,1,3', '3,3,9']);
  });

  it('refuses what cannot be drawn from', () => {
    const options = { pairs: 1, seed: 1 };
    assert.throws(() => reconstructionFit(flat('log'), fromDense([0, 0, 0, 0], 2, 2), options), RangeError);
    assert.throws(() => reconstructionFit(flat('log1p'), fromDense([5], 1, 1), options), RangeError);
    const same = reconstructionFit(flat('log1p'), fromDense([0, 0, 0, 0], 2, 2), options);
    assert.ok(Number.isNaN(same.rSquared));
  });
});
