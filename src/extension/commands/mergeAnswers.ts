import type { Neighbour } from '../../core/vectors/WordVectors.ts';
import type { SideBySide } from '../../protocol/engine.ts';

/** An answer with its place and similarity in each embedding that gave it. */
export interface MergedAnswer extends SideBySide<{ readonly rank: number; readonly similarity: number }> {
  readonly word: string;
}

/** The answers of both embeddings in one list: by the better of their two ranks, the workspace first where equal. */
export function mergeAnswers(answers: SideBySide<readonly Neighbour[]>): MergedAnswer[] {
  const merged = new Map<string, { -readonly [K in keyof MergedAnswer]: MergedAnswer[K] }>();
  for (const source of ['workspace', 'general'] as const) {
    answers[source]?.forEach(({ word, similarity }, index) => {
      const answer = merged.get(word) ?? { word };
      answer[source] = { rank: index + 1, similarity };
      merged.set(word, answer);
    });
  }
  const best = ({ workspace, general }: MergedAnswer): number =>
    Math.min(workspace?.rank ?? Number.POSITIVE_INFINITY, general?.rank ?? Number.POSITIVE_INFINITY);
  return [...merged.values()].sort((a, b) => best(a) - best(b));
}
