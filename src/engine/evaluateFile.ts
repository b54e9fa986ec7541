import { CancelledError, subtask, type Task } from '../core/task.ts';
import {
  type AnalogyEvaluation,
  type AnalogyScore,
  type AnalogySection,
  evaluateWordAnalogies,
  parseAnalogyQuestions,
} from '../core/vectors/evaluation/wordAnalogies.ts';
import { evaluateWordPairs, parseWordPairs } from '../core/vectors/evaluation/wordPairs.ts';
import type { WordVectors } from '../core/vectors/WordVectors.ts';
import type { EvaluationReport, SideBySide } from '../protocol/engine.ts';
import type { HandlerContext } from '../protocol/rpc.ts';
import type { Embeddings } from './Embeddings.ts';
import type { FileAccess } from './host.ts';
import type { OpenVectors } from './OpenVectors.ts';

/**
 * Scores every open embedding on a file of analogy questions or of judged word pairs.
 *
 * @throws EvaluationFormatError naming the line that is neither
 */
export async function evaluateFile(
  files: FileAccess,
  embeddings: Embeddings,
  path: string,
  context: HandlerContext<number>,
): Promise<EvaluationReport> {
  const text = new TextDecoder().decode(await files.read(path));
  if (holdsAnalogies(text)) {
    const sections = parseAnalogyQuestions(text);
    const scores = scoreEach(embeddings, context, ({ vectors }, task) =>
      evaluateAnalogies(vectors, sections, task),
    );
    return { kind: 'analogies', scores };
  }
  const pairs = parseWordPairs(text);
  const scores = scoreEach(embeddings, context, ({ vectors }) => evaluateWordPairs(vectors, pairs));
  return { kind: 'pairs', pairs: pairs.length, scores };
}

function evaluateAnalogies(
  vectors: WordVectors,
  sections: readonly AnalogySection[],
  task: Task,
): AnalogyEvaluation & { totalByCosmul: AnalogyScore } {
  const bySums = evaluateWordAnalogies(vectors, sections, { task: subtask(task, 0, 0.5) });
  const byProducts = evaluateWordAnalogies(vectors, sections, {
    similarityFunction: 'mostSimilarCosmul',
    task: subtask(task, 0.5, 1),
  });
  return { ...bySums, totalByCosmul: byProducts.total };
}

/** A file of analogies begins with a section's name (`: capital-common-countries`) or with four words. */
function holdsAnalogies(text: string): boolean {
  const first = /\S.*/.exec(text)?.[0] ?? '';
  return first.startsWith(':') || first.trim().split(/\s+/).length === 4;
}

function scoreEach<T>(
  embeddings: Embeddings,
  context: HandlerContext<number>,
  score: (vectors: OpenVectors, task: Task) => T,
): SideBySide<T> {
  const open = embeddings.open();
  const whole: Task = {
    checkpoint: (done) => {
      if (context.isCancelled()) throw new CancelledError();
      context.report(done);
    },
  };
  const share = 1 / Math.max(1, open.length);
  return embeddings.sideBySide((vectors) => {
    const start = open.indexOf(vectors) * share;
    return score(vectors, subtask(whole, start, start + share));
  });
}
