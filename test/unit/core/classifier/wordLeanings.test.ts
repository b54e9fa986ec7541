import assert from 'node:assert/strict';
import { bagOfWords } from '../../../../src/core/classifier/BagOfWords.ts';
import { builtinEngine } from '../../../../src/core/classifier/builtinEngine.ts';
import { trainingModes } from '../../../../src/core/classifier/ClassifierOptions.ts';
import { wordLeanings } from '../../../../src/core/classifier/wordLeanings.ts';
import { plainKernels } from '../../../../src/core/math/plainKernels.ts';
import { genreDocuments, genreEmbedding } from './genreSamples.ts';

describe('wordLeanings', () => {
  const training = genreDocuments({ documents: 90, vocabularySize: 62, classes: 3 });
  const embedding = genreEmbedding(62, 10, 3);
  const classes = ['hip hop', 'pop', 'rock'];

  for (const mode of trainingModes) {
    it(`are what a word alone adds to the mean of all words (${mode})`, () => {
      const { classifier } = builtinEngine(plainKernels).train(
        { classes, training, embedding },
        { mode, seed: 1, epochs: 20, learningRate: 0.02 },
      );
      const words = Array.from({ length: 60 }, (_, i) => i + 2);
      const scores = words.map((id) => [...classifier.scores(bagOfWords([[id]], 62))]);
      const mean = classes.map((_, c) => scores.reduce((sum, row) => sum + row[c]!, 0) / words.length);
      const { classOf, strengths } = wordLeanings(classifier, [1, 0, ...words], plainKernels);
      assert.deepEqual([classOf[0], classOf[1], strengths[0], strengths[1]], [-1, -1, 0, 0]);
      for (const [i, row] of scores.entries()) {
        const gains = row.map((score, c) => score - mean[c]!);
        const best = Math.max(...gains);
        assert.ok(Math.abs(strengths[i + 2]! - best) < 1e-6);
        assert.ok(Math.abs(gains[classOf[i + 2]!]! - best) < 1e-6);
        assert.ok(strengths[i + 2]! >= 0);
      }
      // The words of each class's documents speak for it.
      assert.equal(new Set(classOf.subarray(2)).size, 3);
    });
  }
});
