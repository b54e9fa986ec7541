import { Disposable, InputBoxValidationSeverity, l10n, window } from 'vscode';
import type { UnknownWord } from '../../protocol/engine.ts';

/** What the input box says of the text in it; undefined where the text is good as it is. */
export interface InputVerdict {
  readonly message: string;
  readonly severity: 'hint' | 'error';
}

/** What an input box asks for. */
export interface InputRequest {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly value?: string | undefined;
  /** Judges the text while it is typed; an `error` keeps the box open. */
  judge(text: string): Promise<InputVerdict | undefined>;
}

/** Typing pauses of less than this are not judged. */
const PAUSE_MILLISECONDS = 150;

/** Asks for a line of text that is judged while it is typed. Resolves to undefined when the user backs out. */
export async function askForText(request: InputRequest): Promise<string | undefined> {
  const box = window.createInputBox();
  box.title = request.title;
  box.prompt = request.prompt;
  box.placeholder = request.placeholder;
  box.value = request.value ?? '';
  box.ignoreFocusOut = true;
  let timer: NodeJS.Timeout | undefined;
  let latest = 0;

  /** Shows the verdict on the text of now; true where it may be accepted. */
  const judge = async (): Promise<boolean> => {
    const mine = ++latest;
    const text = box.value.trim();
    const verdict = text === '' ? undefined : await request.judge(text);
    if (mine !== latest) return false;
    box.validationMessage = verdict && {
      message: verdict.message,
      severity:
        verdict.severity === 'error' ? InputBoxValidationSeverity.Error : InputBoxValidationSeverity.Info,
    };
    return text !== '' && verdict?.severity !== 'error';
  };

  return new Promise((resolve, reject) => {
    const disposables: Disposable[] = [box];
    // Disposing of the box fires onDidHide, and so comes back here: what was settled first counts.
    const finish = (text: string | undefined): void => {
      resolve(text);
      clearTimeout(timer);
      latest++;
      Disposable.from(...disposables.splice(0)).dispose();
    };
    const fail = (error: unknown): void => {
      reject(error instanceof Error ? error : new Error(String(error)));
      finish(undefined);
    };
    disposables.push(
      box.onDidChangeValue(() => {
        clearTimeout(timer);
        timer = setTimeout(() => void judge().catch(fail), PAUSE_MILLISECONDS);
      }),
      box.onDidAccept(() => {
        clearTimeout(timer);
        const text = box.value.trim();
        judge().then((good) => {
          if (good) finish(text);
        }, fail);
      }),
      box.onDidHide(() => finish(undefined)),
    );
    box.show();
    if (box.value !== '') void judge().catch(fail);
  });
}

/** Names the words that are not known, with what might have been meant. */
export function unknownWordsMessage(unknown: readonly UnknownWord[]): string {
  return unknown
    .map(({ word, suggestions }) =>
      suggestions.length === 0
        ? l10n.t('“{0}” is not known.', word)
        : l10n.t('“{0}” is not known. Closest spelling: {1}.', word, suggestions.join(', ')),
    )
    .join(' ');
}
