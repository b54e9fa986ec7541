import type { WordVectors } from '../WordVectors.ts';
import { EvaluationFormatError } from './EvaluationFormatError.ts';
import { FoldedVocabulary } from './foldedVocabulary.ts';
import { spearman } from './spearman.ts';

/** Two words and how similar people find them, on any scale that grows with closeness. */
export interface WordPairJudgement {
  readonly first: string;
  readonly second: string;
  readonly score: number;
}

/** How well similarities agree with people's. */
export interface WordPairsEvaluation {
  /** Spearman's correlation of the similarities with the judgements; NaN where fewer than two pairs were evaluated. */
  readonly spearman: number;
  /** Pairs of which both words are in the vocabulary; only they count. */
  readonly evaluated: number;
  readonly outOfVocabulary: number;
}

/**
 * Compares the similarities of word pairs with people's judgements, without regard to case and leaving pairs out that
 * have a word out of vocabulary: gensim's `evaluate_word_pairs`.
 */
export function evaluateWordPairs(
  vectors: WordVectors,
  pairs: readonly WordPairJudgement[],
): WordPairsEvaluation {
  const vocabulary = new FoldedVocabulary(vectors.words);
  const similarities: number[] = [];
  const judgements: number[] = [];
  for (const { first, second, score } of pairs) {
    const i = vocabulary.indexOf(first);
    const j = vocabulary.indexOf(second);
    if (i === undefined || j === undefined) continue;
    similarities.push(vectors.similarity(vectors.words[i]!, vectors.words[j]!)!);
    judgements.push(score);
  }
  return {
    spearman: spearman(similarities, judgements),
    evaluated: similarities.length,
    outOfVocabulary: pairs.length - similarities.length,
  };
}

/**
 * Reads word pairs: two words and a number on a line, between tabs or blanks (as WordSim-353 and SimLex-999 come).
 * Empty lines and lines that start with `#` are passed over.
 *
 * @throws EvaluationFormatError for any other line
 */
export function parseWordPairs(text: string): WordPairJudgement[] {
  const pairs: WordPairJudgement[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const fields = line.trim().split(line.includes('\t') ? /\s*\t\s*/ : /\s+/);
    const [first, second, number] = fields;
    const score = Number(number);
    if (fields.length !== 3 || !first || !second || !number || !Number.isFinite(score)) {
      throw new EvaluationFormatError(
        i + 1,
        `found ${JSON.stringify(line)}; expected two words and a number between tabs or blanks.`,
      );
    }
    pairs.push({ first, second, score });
  }
  return pairs;
}
