import assert from 'node:assert/strict';
import { plainKernels } from '../../../../../src/core/math/plainKernels.ts';
import { gaussian, seededRandom } from '../../../../../src/core/math/random.ts';
import { CancelledError } from '../../../../../src/core/task.ts';
import { EvaluationFormatError } from '../../../../../src/core/vectors/evaluation/EvaluationFormatError.ts';
import {
  evaluateWordAnalogies,
  parseAnalogyQuestions,
} from '../../../../../src/core/vectors/evaluation/wordAnalogies.ts';
import { mostSimilarCosmul } from '../../../../../src/core/vectors/queries/mostSimilarCosmul.ts';
import { WordVectors } from '../../../../../src/core/vectors/WordVectors.ts';

describe('evaluateWordAnalogies', () => {
  for (const similarityFunction of ['mostSimilar', 'mostSimilarCosmul'] as const) {
    it(`gives the answers of ${similarityFunction}`, () => {
      // More rows than a tile holds, and not a multiple of it.
      const random = seededRandom(7);
      const words = Array.from({ length: 700 }, (_, i) => `w${i}`);
      const vectors = new WordVectors(
        { words, dimension: 8, vectors: Float32Array.from({ length: 700 * 8 }, () => gaussian(random)) },
        plainKernels,
      );
      const best = (a: string, b: string, c: string): string => {
        const query = { positive: [b, c], negative: [a], topn: 1 };
        const [first] =
          similarityFunction === 'mostSimilar'
            ? vectors.mostSimilar(query)!
            : mostSimilarCosmul(vectors, query)!;
        return first!.word;
      };
      const pick = (): string => words[Math.floor(random() * words.length)]!;
      const questions = Array.from({ length: 200 }, (_, i) => {
        const [a, b, c] = [pick(), pick(), pick()];
        return { a, b, c, expected: i % 4 === 0 ? pick() : best(a, b, c) };
      });
      const right = questions.filter(({ a, b, c, expected }) => best(a, b, c) === expected);
      const { total } = evaluateWordAnalogies(vectors, [{ name: 'all', questions }], { similarityFunction });
      assert.deepEqual(total, { correct: right.length, evaluated: 200, skipped: 0 });
      assert.ok(right.length >= 150 && right.length < 200);
    });
  }

  const royal = new WordVectors(
    {
      words: ['King', 'man', 'woman', 'queen', 'KING', 'princess', 'dog'],
      dimension: 2,
      vectors: Float32Array.from([1, 3, 1, 0.2, -1, 0.2, -2, 1.2, -3, 2, -0.5, 3, 1, -5]),
    },
    plainKernels,
  );

  it('folds case, leaves out the words of the question in any case, and skips unknown ones', () => {
    const text = ': royal\nMan King Woman QUEEN\nman king woman dog\n: rest\nman king woman unicorn\n';
    assert.deepEqual(evaluateWordAnalogies(royal, parseAnalogyQuestions(text)), {
      sections: [
        { name: 'royal', correct: 1, evaluated: 2, skipped: 0 },
        { name: 'rest', correct: 0, evaluated: 0, skipped: 1 },
      ],
      total: { correct: 1, evaluated: 2, skipped: 1 },
    });
  });

  it('asks and answers with the most frequent words only, where told', () => {
    const sections = parseAnalogyQuestions(': royal\nman king woman queen\n');
    assert.equal(evaluateWordAnalogies(royal, sections, { restrictVocab: 3 }).total.skipped, 1);
    assert.equal(evaluateWordAnalogies(royal, sections, { restrictVocab: 4 }).total.correct, 1);
  });

  it('can be called off', () => {
    const task = {
      checkpoint: () => {
        throw new CancelledError();
      },
    };
    const sections = parseAnalogyQuestions(': royal\nman king woman queen\n');
    assert.throws(() => evaluateWordAnalogies(royal, sections, { task }), CancelledError);
  });
});

describe('parseAnalogyQuestions', () => {
  it('reads sections, empty lines and any blanks', () => {
    assert.deepEqual(parseAnalogyQuestions(': first kind\r\n a b\tc  d\r\n\r\n:second\n'), [
      { name: 'first kind', questions: [{ a: 'a', b: 'b', c: 'c', expected: 'd' }] },
      { name: 'second', questions: [] },
    ]);
  });

  it('names the line of anything else', () => {
    const cases: [string, number, RegExp][] = [
      ['a b c d\n', 1, /expected ": name of the section" before/],
      [': s\na b c\n', 2, /found "a b c"; expected four words/],
      [': s\na b c d e\n', 2, /expected four words/],
      [': s\n:\n', 2, /colon alone/],
    ];
    for (const [text, line, message] of cases) {
      assert.throws(
        () => parseAnalogyQuestions(text),
        (error) =>
          error instanceof EvaluationFormatError && error.line === line && message.test(error.message),
      );
    }
  });
});
