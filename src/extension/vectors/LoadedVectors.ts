import {
  commands,
  type Disposable,
  type LogOutputChannel,
  l10n,
  type Memento,
  ProgressLocation,
  type Uri,
  window,
} from 'vscode';
import { VECTORS_SOURCES, type VectorsSource } from '../../protocol/engine.ts';
import type { LoadPolicy, LoadProgress, LoadReport, VectorsFile } from '../../protocol/filesMethods.ts';
import { showFailure } from '../commands/failure.ts';
import { COMMANDS } from '../commands/ids.ts';
import { findCorpusFiles } from '../corpus/workspaceCorpus.ts';
import { plainText } from '../plainText.ts';
import { runEngineJob } from '../runEngineJob.ts';
import type { ActiveVectors } from './ActiveVectors.ts';

/** What to take from a file, as the user chose it. */
export interface ChosenPolicy extends Omit<LoadPolicy, 'wordsOf'> {
  /** Take only words that occur in the workspace. */
  readonly workspaceWords: boolean;
}

/** What is remembered of the loaded vectors over restarts of the window. */
interface RememberedLoad {
  readonly file: VectorsFile;
  readonly policy: ChosenPolicy;
  readonly cache: string;
}

/** What loading works with. */
export interface LoadingPlace {
  readonly engineScript: string;
  /** The folder of the caches. */
  readonly folder: Uri;
  readonly vectors: ActiveVectors;
  /** Where the choice of this workspace is kept. */
  readonly memory: Memento;
  readonly log: LogOutputChannel;
}

const LOADED_KEY = 'firth.loadedVectors';
const FIRST_KEY = 'firth.answersFirst';

/**
 * The vectors that the user loads from files, over restarts of the window: the next start opens the cache, and only
 * then looks whether the file is still the one that it was made from. A damaged cache is made anew.
 */
export class LoadedVectors implements Disposable {
  readonly #place: LoadingPlace;
  readonly #subscription: Disposable;
  #isChecked = false;

  constructor(place: LoadingPlace) {
    this.#place = place;
    const { vectors, memory } = place;
    const remembered = this.#remembered();
    if (remembered) vectors.rememberLoaded(remembered.cache);
    const first = memory.get<unknown>(FIRST_KEY);
    vectors.answerFirst(VECTORS_SOURCES.find((source) => source === first));
    this.#subscription = vectors.onDidChange(({ loaded, loadedProblem }) => {
      if (this.#isChecked || (!loaded && loadedProblem === undefined)) return;
      this.#isChecked = true;
      this.#check(loadedProblem !== undefined).catch((error: unknown) =>
        showFailure(
          place.log,
          l10n.t('It cannot be told whether the loaded vectors are those of their file.'),
          error,
        ),
      );
    });
  }

  /**
   * Reads a file with progress, opens its vectors in place of those from before, and remembers them. Resolves to
   * undefined where it was called off.
   *
   * @param rebuild read the file even where a cache of it is kept
   */
  async load(file: VectorsFile, policy: ChosenPolicy, rebuild = false): Promise<LoadReport | undefined> {
    this.#isChecked = true;
    const { vectors, memory } = this.#place;
    const report = await this.#read(file, policy, rebuild);
    if (!report) return undefined;
    try {
      await vectors.openLoaded(report.cache);
    } catch (error) {
      if (!report.fromCache) throw error;
      // The cache is damaged: it is dropped and made anew.
      return this.load(file, policy, true);
    }
    const remembered: RememberedLoad = { file, policy, cache: report.cache };
    await memory.update(LOADED_KEY, remembered);
    return report;
  }

  /** The file that is loaded, and what reading it came across; undefined where there is none, or it is not known. */
  async lastReport(): Promise<({ readonly path: string } & LoadReport) | undefined> {
    const remembered = this.#remembered();
    if (!remembered) return undefined;
    const report = await this.#place.vectors.ask('loadedReport', { cache: remembered.cache });
    return report ? { path: remembered.file.path, ...report } : undefined;
  }

  /** Stops using the loaded vectors; the file and its cache stay. */
  async unload(): Promise<void> {
    await this.#place.memory.update(LOADED_KEY, undefined);
    await this.#place.vectors.closeLoaded();
  }

  /** Lets one source answer before the others, and remembers it. */
  async answerFirst(source: VectorsSource): Promise<void> {
    this.#place.vectors.answerFirst(source);
    await this.#place.memory.update(FIRST_KEY, source);
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #remembered(): RememberedLoad | undefined {
    return this.#place.memory.get<RememberedLoad>(LOADED_KEY);
  }

  async #read(file: VectorsFile, policy: ChosenPolicy, rebuild: boolean): Promise<LoadReport | undefined> {
    const { engineScript, folder, log } = this.#place;
    const { workspaceWords, ...rest } = policy;
    return window.withProgress(
      { location: ProgressLocation.Notification, title: l10n.t('Firth: Loading Vectors'), cancellable: true },
      async (progress, token) => {
        const wordsOf = workspaceWords ? await findCorpusFiles(token) : undefined;
        if (token.isCancellationRequested) return undefined;
        const params = {
          file,
          policy: { ...rest, ...(wordsOf && { wordsOf }) },
          folder: folder.fsPath,
          rebuild,
        };
        let [stage, done]: [LoadProgress['stage'], number] = ['comparing', 0];
        const onProgress = (now: LoadProgress): void => {
          if (now.stage !== stage) done = 0;
          const increment = 100 * STAGE_SHARES[now.stage] * (now.done - done);
          ({ stage, done } = now);
          progress.report({ message: progressText(now), increment });
        };
        const job = { engineScript, name: 'firth-loading', log, token, writesTo: folder.fsPath };
        return runEngineJob(job, (thread) => thread.call('loadVectors', params, { token, onProgress }));
      },
    );
  }

  /** Looks whether the cache that was opened at the start is whole, and its file the one of then. */
  async #check(isDamaged: boolean): Promise<void> {
    const remembered = this.#remembered();
    if (!remembered) return;
    const { vectors, log } = this.#place;
    const { file, policy, cache } = remembered;
    const path = plainText(file.path);
    const state = await vectors.ask('checkLoaded', { cache });
    if (state === 'missing') {
      await this.#offer(
        isDamaged
          ? l10n.t('The vectors of {0} cannot be opened, and the file is gone.', path)
          : l10n.t('The file {0} is gone; the copy of its vectors that Firth keeps still answers.', path),
      );
    } else if (state === 'changed' || isDamaged) {
      log.info(`${file.path} is read again: ${isDamaged ? 'its cache is damaged' : 'it was changed'}.`);
      await this.#readAgain(file, policy, isDamaged);
    }
  }

  async #readAgain(file: VectorsFile, policy: ChosenPolicy, isDamaged: boolean): Promise<void> {
    const path = plainText(file.path);
    try {
      const report = await this.load(file, policy, isDamaged);
      if (!report || report.fromCache || isDamaged) return;
      void window.showInformationMessage(
        l10n.t('{0} was changed, and read again: {1} words.', path, report.words.toLocaleString()),
      );
    } catch (error) {
      const reason = plainText(error instanceof Error ? error.message : String(error));
      this.#place.log.error(`${file.path} could not be read again: ${reason}`);
      await this.#offer(
        isDamaged
          ? l10n.t('The vectors of {0} cannot be opened, and the file cannot be read. {1}', path, reason)
          : l10n.t(
              '{0} was changed and cannot be read any more; the copy of its vectors that Firth keeps still answers. {1}',
              path,
              reason,
            ),
      );
    }
  }

  /** Says what is wrong with the vectors that were loaded earlier, with what can be done about it. */
  async #offer(message: string): Promise<void> {
    const another = l10n.t('Load Another File');
    const unload = l10n.t('Unload');
    const choice = await window.showWarningMessage(message, another, unload);
    if (choice === another) await commands.executeCommand(COMMANDS.loadVectors);
    if (choice === unload) await this.unload();
  }
}

/** About how much of a load each stage takes. */
const STAGE_SHARES: Readonly<Record<LoadProgress['stage'], number>> = {
  comparing: 0.2,
  reading: 0.6,
  saving: 0.2,
};

function progressText({ stage, done }: LoadProgress): string {
  const percent = Math.floor(100 * done);
  switch (stage) {
    case 'comparing':
      return l10n.t('looking at the file ({0}%)', percent);
    case 'reading':
      return l10n.t('reading the vectors ({0}%)', percent);
    case 'saving':
      return l10n.t('saving them for the next start ({0}%)', percent);
  }
}
