import assert from 'node:assert/strict';
import { builtinEngine } from '../../../../src/core/classifier/builtinEngine.ts';
import type { ClassifierData, ClassifierEngine } from '../../../../src/core/classifier/ClassifierEngine.ts';
import type {
  ClassifierEpoch,
  ClassifierOptions,
} from '../../../../src/core/classifier/ClassifierOptions.ts';
import { trainInMode } from '../../../../src/core/classifier/trainInMode.ts';
import { plainKernels } from '../../../../src/core/math/plainKernels.ts';
import { seededRandom } from '../../../../src/core/math/random.ts';
import { CancelledError } from '../../../../src/core/task.ts';
import { genreDocuments, genreEmbedding } from './genreSamples.ts';

const random = seededRandom(5);
const shape = { vocabularySize: 62, classes: 3 };
const data: ClassifierData = {
  classes: ['hip hop', 'pop', 'rock'],
  training: genreDocuments({ ...shape, documents: 90 }, random),
  validation: genreDocuments({ ...shape, documents: 30 }, random),
  embedding: genreEmbedding(62, 10, 3),
};
const OPTIONS: ClassifierOptions = { mode: 'fineTuned', seed: 1, epochs: 12, learningRate: 0.01 };

describe('trainInMode', () => {
  /** What the engine was asked for. */
  let asked: { data: ClassifierData; options: ClassifierOptions }[];
  const builtin = builtinEngine(plainKernels);
  const engine: ClassifierEngine = {
    name: builtin.name,
    train(given, options, task) {
      asked.push({ data: given, options });
      return builtin.train(given, options, task);
    },
  };

  beforeEach(() => {
    asked = [];
  });

  it('leaves every other mode to the engine as it is', () => {
    for (const mode of ['frozen', 'fromScratch', 'bagOfWords'] as const) {
      const options = { ...OPTIONS, mode };
      assert.deepEqual(trainInMode(engine, data, options), builtin.train(data, options));
    }
    assert.equal(asked.length, 3);
  });

  it('fine-tunes in two steps: first the layers alone, then all from there by smaller steps', () => {
    const told: ClassifierEpoch[] = [];
    const { classifier, epochs, bestEpoch, endedBy } = trainInMode(engine, data, {
      ...OPTIONS,
      onEpoch: (epoch) => told.push(epoch),
    });
    assert.deepEqual(
      asked.map(({ options: { mode, epochs: most, learningRate } }) => [mode, most, learningRate]),
      [
        ['frozen', 6, 0.01],
        ['fineTuned', 6, 0.003],
      ],
    );
    const { start } = asked[1]!.data;
    assert.deepEqual(start!.embedding!.vectors, data.embedding!.vectors);
    assert.deepEqual(
      epochs.map(({ epoch }) => epoch),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    );
    assert.deepEqual(told, epochs);
    assert.equal(endedBy, 'epochs');
    const losses = epochs.map(({ validationLoss }) => validationLoss!);
    assert.equal(losses[bestEpoch - 1], Math.min(...losses));
    assert.ok(bestEpoch > 6);
    assert.notDeepEqual(classifier.weights.embedding!.vectors, data.embedding!.vectors);
    assert.equal(classifier.weights.mode, 'fineTuned');
  });

  it('goes on from where the first step was best, and does not touch its weights', () => {
    trainInMode(engine, data, OPTIONS);
    const { start } = asked[1]!.data;
    const head = builtin.train(data, { ...OPTIONS, mode: 'frozen', epochs: 6 });
    assert.deepEqual({ ...start, mode: 'frozen' }, head.classifier.weights);
  });

  it('keeps the first step where the second makes it worse', () => {
    const worse: ClassifierEngine = {
      name: 'worse',
      train: (given, options, task) => {
        const training = builtin.train(given, options, task);
        const raised = (epoch: ClassifierEpoch) => ({ ...epoch, validationLoss: 100 + epoch.epoch });
        return given.start ? { ...training, epochs: training.epochs.map(raised) } : training;
      },
    };
    const { classifier, epochs, bestEpoch } = trainInMode(worse, data, OPTIONS);
    assert.ok(bestEpoch <= 6);
    assert.equal(epochs.length, 12);
    assert.deepEqual(classifier.weights.embedding!.vectors, data.embedding!.vectors);
    assert.equal(classifier.parameterCount.trainable, classifier.parameterCount.total);
  });

  it('trains everything at once where there is nothing to tell the first step by', () => {
    const { validation: _, ...unwatched } = data;
    assert.deepEqual(trainInMode(engine, unwatched, OPTIONS), builtin.train(unwatched, OPTIONS));
    const once = { ...OPTIONS, epochs: 1 };
    assert.deepEqual(trainInMode(engine, data, once), builtin.train(data, once));
  });

  it('keeps the best so far whenever it is called off after the first epoch, with progress that only rises', () => {
    const shares: number[] = [];
    let steps = 0;
    trainInMode(engine, data, OPTIONS, {
      checkpoint: (done) => {
        shares.push(done);
        steps++;
      },
    });
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => a - b),
    );
    assert.ok(shares.at(-1)! > 0.99 && shares.at(-1)! <= 1);
    const stopAt = (step: number) => {
      let taken = 0;
      return trainInMode(engine, data, OPTIONS, {
        checkpoint: () => {
          if (++taken > step) throw new CancelledError();
        },
      });
    };
    assert.throws(() => stopAt(0), { name: 'CancelledError' });
    for (const step of [steps / 3, steps / 2, steps / 2 + 1, steps - 1].map(Math.floor)) {
      const { endedBy, classifier, epochs, bestEpoch } = stopAt(step);
      assert.equal(endedBy, 'cancel');
      assert.equal(classifier.weights.mode, 'fineTuned');
      assert.ok(bestEpoch <= epochs.length);
    }
  });

  it('refuses to go on from the weights of another network', () => {
    const { weights } = builtin.train(data, { ...OPTIONS, hidden: 9, epochs: 1 }).classifier;
    assert.throws(() => builtin.train({ ...data, start: weights }, OPTIONS), {
      name: 'ClassifierError',
      message: /are of 62 tokens, 3 classes and 9 hidden units; expected 62, 3 and 8/,
    });
  });
});
