import assert from 'node:assert/strict';
import { bagOfWords } from '../../../../src/core/classifier/BagOfWords.ts';
import { builtinEngine } from '../../../../src/core/classifier/builtinEngine.ts';
import type { ClassifierData } from '../../../../src/core/classifier/ClassifierEngine.ts';
import {
  type ClassifierEpoch,
  type ClassifierOptions,
  trainingModes,
} from '../../../../src/core/classifier/ClassifierOptions.ts';
import { seededRandom } from '../../../../src/core/math/random.ts';
import { CancelledError } from '../../../../src/core/task.ts';
import { describeForBothKernels } from '../../kernels/bothKernels.ts';
import { genreDocuments, genreEmbedding } from './genreSamples.ts';

const classes = ['hip hop', 'pop', 'rock'];
const shape = { vocabularySize: 62, classes: 3 };
const random = seededRandom(5);
const data: ClassifierData = {
  classes,
  training: genreDocuments({ ...shape, documents: 150 }, random),
  validation: genreDocuments({ ...shape, documents: 60 }, random),
  embedding: genreEmbedding(62, 10, 3),
};

describeForBothKernels('builtinEngine', (kernels) => {
  const train = (options: Partial<ClassifierOptions> = {}, changes: Partial<ClassifierData> = {}) =>
    builtinEngine(kernels()).train(
      { ...data, ...changes },
      { mode: 'frozen', seed: 1, epochs: 5, learningRate: 0.01, ...options },
    );

  it('has the eight hidden units of the lecture for few classes, and four a class for many', () => {
    const hiddenUnits = (count: number) => {
      const names = Array.from({ length: count }, (_, i) => `genre ${i}`);
      const training = genreDocuments({ vocabularySize: 62, classes: count, documents: 10 * count }, random);
      const { classifier } = train({ epochs: 1 }, { classes: names, training, validation: training });
      return classifier.weights.hiddenBias.length;
    };
    assert.equal(hiddenUnits(3), 8);
    assert.equal(hiddenUnits(15), 56);
  });

  for (const mode of trainingModes) {
    it(`learns to tell genres (${mode})`, () => {
      const { classifier, epochs, engine } = train({ mode, epochs: 30 });
      const scores = classifier.scores(data.validation!.bags);
      const correct = data.validation!.labels.filter((label, document) => {
        const row = scores.subarray(3 * document, 3 * document + 3);
        return row[label] === Math.max(...row);
      });
      assert.ok(correct.length >= 54, `${correct.length} of 60`);
      assert.ok(epochs.at(-1)!.loss < 0.5 * epochs[0]!.loss);
      assert.ok(epochs.at(-1)!.accuracy > 0.9);
      assert.equal(engine, `builtin (${kernels().name})`);
      assert.equal(classifier.weights.mode, mode);
    });

    it(`learns the same from the same seed, and something else from another (${mode})`, () => {
      const { classifier, epochs } = train({ mode });
      assert.deepEqual(train({ mode }).classifier.weights, classifier.weights);
      assert.deepEqual(train({ mode }).epochs, epochs);
      assert.notDeepEqual(train({ mode, seed: 2 }).classifier.weights, classifier.weights);
    });
  }

  it('leaves frozen embeddings alone, and moves those of the words it has seen otherwise', () => {
    const { vectors } = data.embedding!;
    assert.deepEqual(train().classifier.weights.embedding!.vectors, vectors);
    const training = genreDocuments({ documents: 60, vocabularySize: 32, classes: 3 });
    const widened = { ...training, bags: { ...training.bags, vocabularySize: 62 } };
    const tuned = train({ mode: 'fineTuned' }, { training: widened }).classifier.weights.embedding!.vectors;
    assert.deepEqual(tuned.subarray(0, 20), vectors.subarray(0, 20), 'padding and [UNK]');
    assert.notDeepEqual(tuned.subarray(20, 320), vectors.subarray(20, 320), 'seen words');
    assert.deepEqual(tuned.subarray(320), vectors.subarray(320), 'unseen words');
  });

  it('stops when patience ends, with the weights of the best epoch', () => {
    const options = { mode: 'fromScratch', learningRate: 0.05 } as const;
    const few = { training: genreDocuments({ ...shape, documents: 24 }) };
    const { classifier, epochs, bestEpoch, endedBy } = train({ ...options, epochs: 200, patience: 4 }, few);
    const losses = epochs.map(({ validationLoss }) => validationLoss!);
    assert.equal(endedBy, 'patience');
    assert.equal(bestEpoch, losses.indexOf(Math.min(...losses)) + 1);
    assert.equal(epochs.length, bestEpoch + 4);
    // The epochs do not know how many there will be.
    const again = train({ ...options, epochs: bestEpoch }, few);
    assert.deepEqual(again.classifier.weights, classifier.weights);
    assert.equal(again.endedBy, 'epochs');
    assert.equal(train({ ...options, epochs: 200, patience: Infinity }, few).epochs.length, 200);
  });

  it('gives the last weights where there is no validation data', () => {
    const { validation: _, ...rest } = data;
    const engine = builtinEngine(kernels());
    const { epochs, bestEpoch } = engine.train(rest, { mode: 'frozen', seed: 1, epochs: 12, patience: 1 });
    assert.equal(bestEpoch, 12);
    assert.equal(epochs.length, 12);
    assert.ok(epochs.every((epoch) => !('validationLoss' in epoch) && !('validationAccuracy' in epoch)));
  });

  it('reports each epoch and the share that is done', () => {
    const reported: ClassifierEpoch[] = [];
    const shares: number[] = [];
    const { epochs } = builtinEngine(kernels()).train(
      data,
      { mode: 'frozen', seed: 1, epochs: 4, onEpoch: (epoch) => reported.push(epoch) },
      { checkpoint: (done) => shares.push(done) },
    );
    assert.deepEqual(reported, epochs);
    assert.deepEqual(
      epochs.map(({ epoch }) => epoch),
      [1, 2, 3, 4],
    );
    assert.equal(shares.length, 4 * Math.ceil(150 / 32));
    assert.ok(shares.every((share, i) => share > (shares[i - 1] ?? 0)));
    assert.equal(shares.at(-1), 1);
  });

  it('keeps the best so far when it is called off, and gives its memory back', () => {
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
    const stopAt = (limit: number) => ({
      checkpoint: (done: number) => {
        if (done >= limit) throw new CancelledError();
      },
    });
    const options = { mode: 'fromScratch', seed: 1, epochs: 10 } as const;
    const engine = builtinEngine(counting);
    const { classifier, epochs, bestEpoch, endedBy } = engine.train(data, options, stopAt(0.55));
    assert.equal(endedBy, 'cancel');
    assert.equal(epochs.length, 5);
    assert.equal(bestEpoch, 5);
    assert.deepEqual(engine.train(data, { ...options, epochs: 5 }).classifier.weights, classifier.weights);
    assert.throws(() => engine.train(data, options, stopAt(0.05)), CancelledError);
    assert.equal(used.size, 0);
  });

  it('weighs classes as asked', () => {
    const { bags } = data.training;
    // Nine of ten documents are said to be pop, whatever their words.
    const labels = Uint32Array.from({ length: 150 }, (_, i) => (i % 30 === 0 ? 0 : i % 30 === 1 ? 2 : 1));
    const { validation: _, ...unvalidated } = data;
    const told = (classWeights: ClassifierOptions['classWeights']): number[] => {
      const { classifier } = builtinEngine(kernels()).train(
        { ...unvalidated, training: { bags, labels } },
        { mode: 'frozen', seed: 1, epochs: 3, learningRate: 0.05, ...(classWeights && { classWeights }) },
      );
      const scores = classifier.scores(bags);
      return classes.map((_, c) => scores.filter((_, i) => i % 3 === c).reduce((a, b) => a + b) / 150);
    };
    assert.ok(told(undefined)[1]! > 0.8);
    const balanced = told('balanced');
    assert.ok(
      balanced.every((share) => share > 0.2 && share < 0.5),
      `${balanced}`,
    );
    assert.deepEqual(told([10, 150 / (3 * 140), 10]), balanced);
    assert.ok(told([1, 0, 0])[0]! > 0.9);
  });

  it('leaves documents without words out, and says how many', () => {
    const { bags, labels } = data.training;
    const withEmpty = {
      bags: { ...bags, starts: Uint32Array.of(0, 0, ...bags.starts, bags.ids.length) },
      labels: Uint32Array.of(1, 2, ...labels, 0),
    };
    const plain = train();
    const { classifier, withoutWords } = train({}, { training: withEmpty });
    assert.equal(plain.withoutWords, 0);
    assert.equal(withoutWords, 3);
    assert.deepEqual(classifier.weights, plain.classifier.weights);
    const empty = { bags: bagOfWords([[], []], 62), labels: Uint32Array.of(0, 1) };
    const [epoch] = train({}, { validation: empty }).epochs;
    assert.ok(epoch!.validationLoss === undefined && Number.isFinite(epoch!.loss));
  });

  it('says what to do where it cannot learn', () => {
    const refused = (
      options: Partial<ClassifierOptions>,
      message: RegExp,
      changes: Partial<ClassifierData> = {},
    ): void => assert.throws(() => train(options, changes), { name: 'ClassifierError', message });
    const { training } = data;
    refused({}, /one class, "pop"; a classifier needs at least two/, { classes: ['pop'] });
    refused({}, /no class; a classifier needs/, { classes: [] });
    refused({}, /No training document with words has the class "folk". Add/, {
      classes: [...classes, 'folk'],
    });
    refused({}, /Document 2 of the training data has the class 2; there are 2/, { classes: ['pop', 'rock'] });
    refused({}, /The training data has 150 documents and 1 labels/, {
      training: { ...training, labels: Uint32Array.of(0) },
    });
    const { bags } = training;
    refused({}, /The training data has \d+ ids and 1 counts; expected \d+/, {
      training: { ...training, bags: { ...bags, counts: Float32Array.of(1) } },
    });
    refused({}, /The training data has 1 ids and 1 counts; expected \d+/, {
      training: { ...training, bags: { ...bags, ids: Uint32Array.of(2), counts: Float32Array.of(1) } },
    });
    refused({}, /validation data has ids of a vocabulary of 9; the training data's has 62/, {
      validation: { bags: bagOfWords([[2]], 9), labels: Uint32Array.of(0) },
    });
    refused({}, /The embeddings have 500 values; expected 62 rows of 10/, {
      embedding: genreEmbedding(50, 10, 3),
    });
    const { embedding: _, ...without } = data;
    assert.throws(
      () => builtinEngine(kernels()).train(without, { mode: 'fineTuned', seed: 1 }),
      /fineTuned starts from pretrained embeddings; choose some/,
    );
    refused({ classWeights: [1, 2] }, /classWeights is \[1, 2\]; choose 3 numbers/);
    refused({ classWeights: [1, 2, -1] }, /choose 3 numbers of at least 0/);
    refused({ epochs: 0 }, /epochs is 0; choose a whole number of at least 1/);
    refused({ batchSize: 1.5 }, /batchSize is 1.5/);
    refused({ hidden: -8 }, /hidden is -8/);
    refused({ vectorSize: Number.NaN }, /vectorSize is NaN/);
    refused({ patience: 0 }, /patience is 0/);
    refused({ learningRate: 0 }, /learningRate is 0; choose a number above 0/);
    refused({ epsilon: Number.NaN }, /epsilon is NaN/);
    refused({ seed: 0.5 }, /seed is 0.5; choose a whole number/);
    refused({ learningRate: 1e38 }, /grew beyond all bounds in epoch 1. Choose a learningRate below 1e\+38/);
  });
});
