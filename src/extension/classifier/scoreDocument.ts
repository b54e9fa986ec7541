import { commands, l10n, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import type { TextScores } from '../../protocol/textScores.ts';
import { COMMANDS } from '../commands/ids.ts';
import { activeTextDocument, basename } from '../documents.ts';
import { plainText } from '../plainText.ts';
import type { ActiveClassifier } from './ActiveClassifier.ts';
import { percent, unknownWordsText } from './scoreText.ts';

/** Words that are listed. */
const LISTED_WORDS = 12;

interface ScoreItem extends QuickPickItem {
  readonly genre?: string;
}

/** The command `Firth: Score Open Document`: the genres of the selection, or else of the whole document. */
export async function scoreDocument(classifier: ActiveClassifier): Promise<TextScores | undefined> {
  if (!classifier.state.report) {
    await offerToTrain(classifier.state.problem);
    return undefined;
  }
  const document = activeTextDocument();
  if (!document) {
    void window.showInformationMessage(l10n.t('Open a document first: its text is what is scored.'));
    return undefined;
  }
  const selection = window.activeTextEditor?.selection;
  const selected = selection && !selection.isEmpty && window.activeTextEditor?.document === document;
  const text = document.getText(selected ? selection : undefined);
  const scores = await classifier.ask('scoreText', { text, topn: LISTED_WORDS });
  const name = basename(document.uri);
  void show(classifier, selected ? l10n.t('Selection of {0}', name) : name, text, scores);
  return scores;
}

/** Lists genres and words; a chosen genre is explained in its turn. */
async function show(
  classifier: ActiveClassifier,
  title: string,
  text: string,
  first: TextScores,
): Promise<void> {
  let scores = first;
  for (;;) {
    if (scores.kind === 'no words') {
      void window.showInformationMessage(l10n.t('{0} has no words to tell a genre by.', plainText(title)));
      return;
    }
    const { explained } = scores;
    const items: ScoreItem[] = [
      { label: l10n.t('How likely each genre is'), kind: QuickPickItemKind.Separator },
      ...scores.scores.map(({ name, probability }) => ({
        label: name,
        description: `${bar(probability)} ${percent(probability)}`,
        genre: name,
      })),
      { label: l10n.t('Words for and against “{0}”', explained), kind: QuickPickItemKind.Separator },
      ...scores.contributions.map(({ word, count, contribution }) => ({
        label: `${contribution < 0 ? '$(arrow-down)' : '$(arrow-up)'} ${word}`,
        description: l10n.t('{0} times', count),
      })),
    ];
    const item = await window.showQuickPick(items, {
      title: `${title}: ${unknownWordsText(scores)}`,
      placeHolder: l10n.t('Choose a genre to see the words that speak for and against it'),
    });
    if (!item?.genre) return;
    scores = await classifier.ask('scoreText', { text, topn: LISTED_WORDS, genre: item.genre });
  }
}

/** Ten steps, for the eye. */
function bar(probability: number): string {
  const full = Math.round(10 * probability);
  return '█'.repeat(full) + '░'.repeat(10 - full);
}

async function offerToTrain(problem: string | undefined): Promise<void> {
  const train = l10n.t('Train...');
  const choice = await window.showInformationMessage(
    plainText(problem ?? l10n.t('No genre classifier is trained in this workspace.')),
    train,
  );
  if (choice === train) await commands.executeCommand(COMMANDS.trainClassifier);
}
