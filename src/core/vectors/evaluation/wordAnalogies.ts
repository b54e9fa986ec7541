import { type Task, untracked } from '../../task.ts';
import { cosmulFactor, cosmulScore } from '../queries/mostSimilarCosmul.ts';
import type { WordVectors } from '../WordVectors.ts';
import { EvaluationFormatError } from './EvaluationFormatError.ts';
import { FoldedVocabulary } from './foldedVocabulary.ts';

/** `a` is to `b` as `c` is to `expected`. */
interface AnalogyQuestion {
  readonly a: string;
  readonly b: string;
  readonly c: string;
  readonly expected: string;
}

/** Questions of one kind, e.g. `capital-common-countries`. */
export interface AnalogySection {
  readonly name: string;
  readonly questions: readonly AnalogyQuestion[];
}

/** How many questions were answered right. Accuracy is `correct / evaluated`. */
export interface AnalogyScore {
  readonly correct: number;
  /** Questions whose four words are all in the vocabulary; only they count. */
  readonly evaluated: number;
  /** Questions with a word out of vocabulary. */
  readonly skipped: number;
}

/** The scores of each section, in order, and of all together. */
export interface AnalogyEvaluation {
  readonly sections: readonly (AnalogyScore & { readonly name: string })[];
  readonly total: AnalogyScore;
}

/** Options of {@link evaluateWordAnalogies}. */
export interface AnalogyEvaluationOptions {
  /** Ask and answer with the first (most frequent) so many words only; gensim's default is 300,000, here it is all. */
  readonly restrictVocab?: number;
  /**
   * How answers are found: by {@link WordVectors.mostSimilar}, which adds similarities up (3CosAdd), or by
   * `mostSimilarCosmul`, which multiplies them (3CosMul). Default `mostSimilar`; gensim's `similarity_function`.
   */
  readonly similarityFunction?: 'mostSimilar' | 'mostSimilarCosmul';
  readonly task?: Task;
}

/** A question as rows of the vocabulary, with the best answer so far. */
interface OpenQuestion {
  readonly section: number;
  /** Positions of the words among the columns of similarities. */
  readonly columns: readonly [a: number, b: number, c: number];
  readonly rows: readonly [a: number, b: number, c: number];
  readonly expected: number;
  best: number;
  answer: number;
}

/** The score of an answer, from its similarities to the words a, b and c of a question. */
type ScoreOf = (a: number, b: number, c: number) => number;

const analogyScores: Readonly<Record<NonNullable<AnalogyEvaluationOptions['similarityFunction']>, ScoreOf>> =
  {
    mostSimilar: (a, b, c) => b + c - a,
    mostSimilarCosmul: (a, b, c) => cosmulScore(cosmulFactor(b) * cosmulFactor(c), cosmulFactor(a)),
  };

/** Rows that are scored together: their similarities to all words of the questions stay in the processor's cache. */
const tileRows = 256;

/**
 * Answers each question with the word nearest to `b - a + c` (3CosAdd over unit vectors, or 3CosMul) and counts the right ones:
 * gensim's `evaluate_word_analogies`. Case does not matter, words of the question (in any case) are no answers, and
 * questions with a word out of vocabulary are skipped.
 *
 * A score is made of three similarities, so the similarities of all words to the few different words of the questions
 * are computed once, a tile of rows at a time, and serve all questions.
 *
 * @throws CancelledError when the task is called off
 */
export function evaluateWordAnalogies(
  vectors: WordVectors,
  sections: readonly AnalogySection[],
  {
    restrictVocab = vectors.size,
    similarityFunction = 'mostSimilar',
    task = untracked,
  }: AnalogyEvaluationOptions = {},
): AnalogyEvaluation {
  const limit = Math.max(0, Math.min(Math.floor(restrictVocab), vectors.size));
  const vocabulary = new FoldedVocabulary(vectors.words.slice(0, limit));
  const { questions, columnRows } = openQuestions(sections, vocabulary);
  answer(questions, columnRows, vectors, vocabulary, limit, analogyScores[similarityFunction], task);

  const scores = sections.map((section, i) => {
    const own = questions.filter((question) => question.section === i);
    return {
      name: section.name,
      correct: own.filter((question) => vocabulary.representatives[question.answer] === question.expected)
        .length,
      evaluated: own.length,
      skipped: section.questions.length - own.length,
    };
  });
  const sum = (key: keyof AnalogyScore): number => scores.reduce((total, score) => total + score[key], 0);
  return {
    sections: scores,
    total: { correct: sum('correct'), evaluated: sum('evaluated'), skipped: sum('skipped') },
  };
}

/** The questions that can be asked, and the rows of the different words in them. */
function openQuestions(
  sections: readonly AnalogySection[],
  vocabulary: FoldedVocabulary,
): { questions: OpenQuestion[]; columnRows: number[] } {
  const columns = new Map<number, number>();
  const columnOf = (row: number): number => {
    const column = columns.get(row) ?? columns.size;
    columns.set(row, column);
    return column;
  };
  const questions: OpenQuestion[] = [];
  for (const [section, { questions: asked }] of sections.entries()) {
    for (const { a, b, c, expected } of asked) {
      const [rowA, rowB, rowC, rowExpected] = [a, b, c, expected].map((word) => vocabulary.indexOf(word));
      if (rowA === undefined || rowB === undefined || rowC === undefined || rowExpected === undefined)
        continue;
      questions.push({
        section,
        columns: [columnOf(rowA), columnOf(rowB), columnOf(rowC)],
        rows: [rowA, rowB, rowC],
        expected: rowExpected,
        best: Number.NEGATIVE_INFINITY,
        answer: -1,
      });
    }
  }
  return { questions, columnRows: [...columns.keys()] };
}

function answer(
  questions: readonly OpenQuestion[],
  columnRows: readonly number[],
  vectors: WordVectors,
  vocabulary: FoldedVocabulary,
  limit: number,
  scoreOf: ScoreOf,
  task: Task,
): void {
  const { dimension, kernels, unitVectors } = vectors;
  const similarities = kernels.allocate(columnRows.length * tileRows);
  try {
    for (let from = 0; from < limit; from += tileRows) {
      task.checkpoint(from / limit);
      const rows = Math.min(tileRows, limit - from);
      const tile = unitVectors.subarray(from * dimension, (from + rows) * dimension);
      for (const [column, row] of columnRows.entries()) {
        const word = unitVectors.subarray(row * dimension, (row + 1) * dimension);
        kernels.matrixTimesVector(
          tile,
          word,
          similarities.subarray(column * tileRows, column * tileRows + rows),
        );
      }
      for (const question of questions)
        improve(question, similarities, from, rows, vocabulary.representatives, scoreOf);
    }
  } finally {
    kernels.release(similarities);
  }
}

/** Takes the best answer of a tile where it beats the best so far. */
function improve(
  question: OpenQuestion,
  similarities: Float32Array,
  from: number,
  rows: number,
  representatives: Uint32Array,
  scoreOf: ScoreOf,
): void {
  const [a, b, c] = question.columns;
  const startA = a * tileRows;
  const startB = b * tileRows;
  const startC = c * tileRows;
  let best = question.best;
  for (let i = 0; i < rows; i++) {
    const score = scoreOf(similarities[startA + i]!, similarities[startB + i]!, similarities[startC + i]!);
    if (score > best && !question.rows.includes(representatives[from + i]!)) {
      best = score;
      question.answer = from + i;
    }
  }
  question.best = best;
}

/**
 * Reads analogy questions as word2vec's `questions-words.txt` has them: a line `: name` begins a section, every other
 * line holds four words between blanks. Empty lines are passed over.
 *
 * @throws EvaluationFormatError for any other line
 */
export function parseAnalogyQuestions(text: string): AnalogySection[] {
  const sections: { name: string; questions: AnalogyQuestion[] }[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const words = line.trim().split(/\s+/);
    if (words[0] === '') continue;
    if (words[0]!.startsWith(':')) {
      const name = line.trim().slice(1).trim();
      if (name === '')
        throw new EvaluationFormatError(i + 1, 'found a colon alone; expected ": name of the section".');
      sections.push({ name, questions: [] });
      continue;
    }
    const [a, b, c, expected] = words;
    if (words.length !== 4 || !a || !b || !c || !expected) {
      throw new EvaluationFormatError(
        i + 1,
        `found ${JSON.stringify(line)}; expected four words between blanks.`,
      );
    }
    const section = sections.at(-1);
    if (!section) {
      throw new EvaluationFormatError(
        i + 1,
        'found a question; expected ": name of the section" before the first.',
      );
    }
    section.questions.push({ a, b, c, expected });
  }
  return sections;
}
