import {
  Disposable,
  EventEmitter,
  Range,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  window,
} from 'vscode';
import type { WordPlaces } from '../../protocol/textScores.ts';
import type { LiveScores } from './LiveScores.ts';

/** Lines below words, from the weakest to the strongest. In pixels. */
const WIDTHS = [1, 2, 3];
/** A word's line is as strong as its contribution's share of the largest one; what is less than the first is not marked. */
const SHARES = [0.05, 0.2, 0.5];

/**
 * Marks the words behind the score in the editor: a solid line below those that speak for the genre, a dashed one below
 * those against it, the stronger the thicker.
 */
export class WordDecorations implements Disposable {
  readonly #live: LiveScores;
  readonly #for: readonly TextEditorDecorationType[];
  readonly #against: readonly TextEditorDecorationType[];
  readonly #disposables: Disposable[];
  readonly #toggled = new EventEmitter<void>();
  #shown = false;

  /** Fires when the words are shown or hidden. */
  readonly onDidToggle = this.#toggled.event;

  constructor(live: LiveScores) {
    this.#live = live;
    this.#for = WIDTHS.map((width) => underline('solid', width, 'charts.green'));
    this.#against = WIDTHS.map((width) => underline('dashed', width, 'charts.red'));
    this.#disposables = [
      this.#toggled,
      ...this.#for,
      ...this.#against,
      live.onDidChange(() => this.#mark()),
      window.onDidChangeVisibleTextEditors(() => this.#mark()),
    ];
  }

  /** Whether the words are shown. */
  get shown(): boolean {
    return this.#shown;
  }

  /** The command `Firth: Show or Hide Words Behind the Score`; resolves to whether they are shown now. */
  toggle(): boolean {
    this.#shown = !this.#shown;
    this.#mark();
    this.#toggled.fire();
    return this.#shown;
  }

  dispose(): void {
    Disposable.from(...this.#disposables).dispose();
  }

  #mark(): void {
    const { scores: document } = this.#live;
    for (const editor of window.visibleTextEditors) {
      const isScored =
        editor.document.uri.toString() === document?.uri && editor.document.version === document.version;
      const places = document?.scores.kind === 'scores' ? document.scores.places : undefined;
      if (this.#shown && isScored && places) this.#markIn(editor, places);
      else if (!this.#shown || editor.document.uri.toString() !== document?.uri) this.#clear(editor);
    }
  }

  #markIn(editor: TextEditor, { starts, ends, contributions }: WordPlaces): void {
    const ranges = [this.#for, this.#against].map((types) => types.map((): Range[] => []));
    const largest = contributions.reduce((most, contribution) => Math.max(most, Math.abs(contribution)), 0);
    for (const [place, contribution] of contributions.entries()) {
      const strength = SHARES.filter((share) => Math.abs(contribution) >= share * largest).length - 1;
      if (largest === 0 || strength < 0) continue;
      const range = new Range(
        editor.document.positionAt(starts[place]!),
        editor.document.positionAt(ends[place]!),
      );
      ranges[contribution < 0 ? 1 : 0]![strength]!.push(range);
    }
    for (const [i, type] of this.#for.entries()) editor.setDecorations(type, ranges[0]![i]!);
    for (const [i, type] of this.#against.entries()) editor.setDecorations(type, ranges[1]![i]!);
  }

  #clear(editor: TextEditor): void {
    for (const type of [...this.#for, ...this.#against]) editor.setDecorations(type, []);
  }
}

function underline(style: string, width: number, color: string): TextEditorDecorationType {
  return window.createTextEditorDecorationType({
    borderStyle: style,
    borderWidth: `0 0 ${width}px 0`,
    borderColor: new ThemeColor(color),
  });
}
