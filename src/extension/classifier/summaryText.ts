import { l10n } from 'vscode';
import type { LabelledSummary } from '../../protocol/labelledTexts.ts';

/** Genres that are named in one line. */
const NAMED = 6;

/** What labelled texts hold, a sentence or two for each thing that matters before a training. */
export interface SummaryLine {
  readonly icon: 'info' | 'warning';
  readonly text: string;
  readonly detail: string;
}

export function summaryLines(summary: LabelledSummary): SummaryLine[] {
  const { documents, words, differentWords, classes, lengths, copies, omitted, skipped } = summary;
  const lines: SummaryLine[] = [
    {
      icon: 'info',
      text: l10n.t('{0} documents of {1} genres', documents.toLocaleString(), classes.length),
      detail: classes.map(({ name, documents: count }) => `${name} ${count}`).join(', '),
    },
  ];
  if (lengths) {
    lines.push({
      icon: 'info',
      text: l10n.t(
        '{0} words, {1} different ones; nine documents in ten have at most {2}',
        words.toLocaleString(),
        differentWords.toLocaleString(),
        lengths.percentile90.toLocaleString(),
      ),
      detail: l10n.t(
        'From {0} to {1} words, half of them at most {2}. A sequence length of {3} would cut one document in ten.',
        lengths.shortest.toLocaleString(),
        lengths.longest.toLocaleString(),
        lengths.median.toLocaleString(),
        lengths.suggestedLength.toLocaleString(),
      ),
    });
  }
  if (copies.copies > 0) {
    lines.push({
      icon: 'warning',
      text: l10n.t('{0} documents are copies of others', copies.copies.toLocaleString()),
      detail:
        l10n.t('Copies within a genre stay on one side of the split.') +
        (copies.contradictory === 0
          ? ''
          : ` ${l10n.t('{0} of them are said to be of another genre than the first copy.', copies.contradictory)}`) +
        (copies.example
          ? ` ${l10n.t('For example {0}, of {1}.', copies.example.name, copies.example.of)}`
          : ''),
    });
  }
  const { withoutWords, withoutLabel } = omitted;
  if (withoutWords + withoutLabel + skipped.length > 0) {
    lines.push({
      icon: 'warning',
      text: l10n.t(
        '{0} documents are left out',
        (withoutWords + withoutLabel + skipped.length).toLocaleString(),
      ),
      detail: l10n.t(
        '{0} have no words, {1} have no genre, {2} could not be read.',
        withoutWords,
        withoutLabel,
        skipped.length,
      ),
    });
  }
  return lines;
}

/** Names in a sentence: the first few, and how many more there are. */
export function named(names: readonly string[]): string {
  const first = names.slice(0, NAMED).map((name) => `“${name}”`);
  const more = names.length - first.length;
  return first.join(', ') + (more > 0 ? l10n.t(' and {0} more', more) : '');
}
