import { l10n } from 'vscode';
import type { TextScores } from '../../protocol/textScores.ts';

/** A probability as people read it: small ones are not rounded to nothing, large ones not to certainty. */
export function percent(probability: number): string {
  if (probability < 0.01) return '<1%';
  if (probability > 0.99) return '>99%';
  return `${Math.round(100 * probability)}%`;
}

/** How many of a text's words the classifier does not know. */
export function unknownWordsText({ words, unknownWords }: TextScores & { kind: 'scores' }): string {
  return l10n.t(
    '{0} words, {1} of them unknown to the classifier.',
    words.toLocaleString(),
    percent(words === 0 ? 0 : unknownWords / words),
  );
}
