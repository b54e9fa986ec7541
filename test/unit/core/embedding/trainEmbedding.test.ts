import assert from 'node:assert/strict';
import { EmbeddingError } from '../../../../src/core/embedding/EmbeddingError.ts';
import {
  type TrainEmbeddingOptions,
  type TrainedEmbedding,
  trainEmbedding,
} from '../../../../src/core/embedding/trainEmbedding.ts';
import { plainKernels } from '../../../../src/core/math/plainKernels.ts';
import { seededRandom } from '../../../../src/core/math/random.ts';
import { CancelledError } from '../../../../src/core/task.ts';
import { CorpusBuilder, type PreparedCorpus } from '../../../../src/core/text/CorpusBuilder.ts';

const fruits = ['apple', 'banana', 'cherry', 'plum'];
const vehicles = ['car', 'truck', 'bicycle', 'train'];
const sayings = {
  fruit: ['eat the sweet ripe', 'peel and slice the fresh', 'juice from a tasty'],
  vehicle: ['drive the fast new', 'repair and park the broken', 'wheels of a rusty'],
};

/** Sentences in which fruits keep the company of fruits and vehicles that of vehicles. */
function twoTopics(): PreparedCorpus {
  const random = seededRandom(7);
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)]!;
  const builder = new CorpusBuilder();
  for (let document = 0; document < 20; document++) {
    builder.beginDocument();
    for (let i = 0; i < 20; i++) {
      builder.addText(`${pick(sayings.fruit)} ${pick(fruits)}. ${pick(sayings.vehicle)} ${pick(vehicles)}. `);
    }
    builder.endDocument();
  }
  return builder.finish({ minCount: 5 });
}

const options: TrainEmbeddingOptions = { vectorSize: 6, seed: 1, kernels: plainKernels };

function similarity({ vocabulary, vectors, vectorSize }: TrainedEmbedding, a: string, b: string): number {
  const row = (word: string): Float32Array => {
    const start = vocabulary.indexOf(word)! * vectorSize;
    return vectors.subarray(start, start + vectorSize);
  };
  const dot = (x: Float32Array, y: Float32Array): number =>
    x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  return dot(row(a), row(b)) / Math.sqrt(dot(row(a), row(a)) * dot(row(b), row(b)));
}

describe('trainEmbedding', () => {
  const prepared = twoTopics();

  it('brings words together that keep the same company', () => {
    const trained = trainEmbedding(prepared, options);
    for (const kind of [fruits, vehicles]) {
      const others = kind === fruits ? vehicles : fruits;
      for (const a of kind) {
        const nearest = Math.min(...kind.map((b) => similarity(trained, a, b)));
        const furthest = Math.max(...others.map((b) => similarity(trained, a, b)));
        assert.ok(nearest > furthest + 0.3, `${a}: ${nearest} is not well above ${furthest}`);
      }
    }
  });

  it('says what it learnt from', () => {
    const { vocabulary, vectorSize, vectors, report } = trainEmbedding(prepared, options);
    assert.equal(vocabulary, prepared.vocabulary);
    assert.equal(vectorSize, 6);
    assert.equal(vectors.length, vocabulary.size * 6);
    assert.ok(vectors.every(Number.isFinite));
    const { nonZeros, ...counts } = report;
    assert.deepEqual(counts, {
      tokens: prepared.tokens,
      tokensInVocabulary: prepared.corpus.ids.length,
      sentences: 800,
      documents: 20,
    });
    assert.ok(nonZeros > 100 && nonZeros < vocabulary.size ** 2);
  });

  it('learns the same from the same seed', () => {
    const { vectors } = trainEmbedding(prepared, options);
    assert.deepEqual(trainEmbedding(prepared, options).vectors, vectors);
  });

  it('heeds its options', () => {
    const { vectors } = trainEmbedding(prepared, options);
    const others: Partial<TrainEmbeddingOptions>[] = [
      { window: 1 },
      { weighting: 'flat' },
      { acrossSentences: true },
      { contextSmoothing: 1 },
      { shift: 2 },
      { eigenvalueExponent: 1 },
    ];
    for (const other of others) {
      const different = trainEmbedding(prepared, { ...options, ...other }).vectors;
      assert.notDeepEqual(different, vectors, Object.keys(other)[0]);
    }
  });

  it('names its stages and the share of each that is done', () => {
    const shares = new Map<string, number[]>();
    let stage = '';
    trainEmbedding(prepared, {
      ...options,
      onStage: (next) => {
        stage = next;
        shares.set(stage, []);
      },
      task: { checkpoint: (done) => shares.get(stage)!.push(done) },
    });
    assert.deepEqual([...shares.keys()], ['counting', 'weighting', 'learning']);
    for (const done of shares.values()) {
      assert.equal(done.at(-1), 1);
      assert.ok(done.every((share, i) => share >= (done[i - 1] ?? 0) && share <= 1));
    }
  });

  it('stops in any stage where the task says so', () => {
    for (const wanted of ['counting', 'weighting', 'learning']) {
      let stage = '';
      const task = {
        checkpoint: () => {
          if (stage === wanted) throw new CancelledError();
        },
      };
      assert.throws(
        () =>
          trainEmbedding(prepared, {
            ...options,
            onStage: (next) => {
              stage = next;
            },
            task,
          }),
        CancelledError,
      );
      assert.equal(stage, wanted);
    }
  });

  it('says what to do where the text is too little', () => {
    const little = new CorpusBuilder().finish();
    assert.throws(() => trainEmbedding(little, options), EmbeddingError);
    assert.throws(
      () => trainEmbedding(prepared, { ...options, vectorSize: 100 }),
      (error: unknown) =>
        error instanceof EmbeddingError && /need at least 100 different words/.test(error.message),
    );
  });

  it('says so where every sentence is a single word', () => {
    const builder = new CorpusBuilder();
    builder.beginDocument();
    builder.addText('One. Two. Three. Four. Five. Six. Seven. '.repeat(5));
    builder.endDocument();
    assert.throws(() => trainEmbedding(builder.finish(), options), /EmbeddingError: None of the 7 words/);
  });
});
