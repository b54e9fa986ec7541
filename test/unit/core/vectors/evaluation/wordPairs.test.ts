import assert from 'node:assert/strict';
import { plainKernels } from '../../../../../src/core/math/plainKernels.ts';
import { EvaluationFormatError } from '../../../../../src/core/vectors/evaluation/EvaluationFormatError.ts';
import { evaluateWordPairs, parseWordPairs } from '../../../../../src/core/vectors/evaluation/wordPairs.ts';
import { WordVectors } from '../../../../../src/core/vectors/WordVectors.ts';

// The angle grows from word to word; a rarer spelling points elsewhere.
const angles: [string, number][] = [
  ['north', 0],
  ['east', 0.5],
  ['South', 1],
  ['west', 1.4],
  ['NORTH', 3],
];
const vectors = new WordVectors(
  {
    words: angles.map(([word]) => word),
    dimension: 2,
    vectors: Float32Array.from(angles.flatMap(([, angle]) => [Math.cos(angle), Math.sin(angle)])),
  },
  plainKernels,
);

describe('evaluateWordPairs', () => {
  it('correlates with judgements, whatever the case, and counts what is out of vocabulary', () => {
    const pairs = parseWordPairs('North east 9\nnorth\tSOUTH\t5\nnorth west 1\nnorth nowhere 7\n');
    assert.deepEqual(evaluateWordPairs(vectors, pairs), { spearman: 1, evaluated: 3, outOfVocabulary: 1 });
    const opposite = pairs.map((pair) => ({ ...pair, score: -pair.score }));
    assert.equal(evaluateWordPairs(vectors, opposite).spearman, -1);
  });
});

describe('parseWordPairs', () => {
  it('reads tabs and blanks, comments and empty lines', () => {
    assert.deepEqual(
      parseWordPairs('# comment\r\nold\tnew\t1.58\r\n\r\n tea  cup 7 \nice cream\tcold\t-1e1'),
      [
        { first: 'old', second: 'new', score: 1.58 },
        { first: 'tea', second: 'cup', score: 7 },
        { first: 'ice cream', second: 'cold', score: -10 },
      ],
    );
  });

  it('names the line of anything else', () => {
    for (const line of ['old new', 'old new x', 'old new 1 2', 'old\t\t3', 'old new Infinity']) {
      assert.throws(
        () => parseWordPairs(`a b 1\n${line}\n`),
        (error) =>
          error instanceof EvaluationFormatError && error.line === 2 && /^Line 2: found/.test(error.message),
      );
    }
  });
});
