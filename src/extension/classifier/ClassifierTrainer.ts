import { dirname } from 'node:path';
import {
  type CancellationToken,
  commands,
  type LogOutputChannel,
  l10n,
  type Progress,
  ProgressLocation,
  window,
} from 'vscode';
import type { ClassifierEpoch, TrainingMode } from '../../core/classifier/ClassifierOptions.ts';
import type { ClassifierProgress, ClassifierTrainingOptions } from '../../protocol/classifierMethods.ts';
import type { ModeComparison, TrainedClassifierReport } from '../../protocol/classifierReport.ts';
import type { LabelledSummary } from '../../protocol/labelledTexts.ts';
import { COMMANDS } from '../commands/ids.ts';
import type { EngineThread } from '../EngineThread.ts';
import { runEngineJob } from '../runEngineJob.ts';
import { classifierSettings } from '../settings.ts';
import type { ActiveVectors } from '../vectors/ActiveVectors.ts';
import { WorkKey } from '../WorkKey.ts';
import type { ActiveClassifier } from './ActiveClassifier.ts';
import type { TablePreviewer } from './chooseColumns.ts';
import { chooseData, dataAt } from './chooseData.ts';
import { chooseMode } from './chooseMode.ts';
import type { LabelledData } from './LabelledData.ts';
import { modeName } from './modeNames.ts';
import { settleLabels } from './settleLabels.ts';
import { tellResult } from './tellResult.ts';

/** What trainings work with. */
export interface ClassifierPlace {
  readonly engineScript: string;
  readonly classifier: ActiveClassifier;
  readonly vectors: ActiveVectors;
  readonly log: LogOutputChannel;
}

/** Labelled texts and what they hold. */
interface ChosenTexts {
  readonly data: LabelledData;
  readonly summary: LabelledSummary;
}

/** Context key that the when-clauses of package.json use. */
const TRAINING_KEY = 'firth.trainingClassifier';

/** Shares of the training documents that a comparison goes through. */
const SHARES = [0.1, 0.3, 1];

/** The commands that train genre classifiers; one training at a time, in a thread of its own. */
export class ClassifierTrainer {
  readonly #place: ClassifierPlace;
  readonly #key = new WorkKey(TRAINING_KEY);
  #running = false;

  constructor(place: ClassifierPlace) {
    this.#place = place;
  }

  /**
   * The command `Firth: Train Genre Classifier...`. With the path of a folder or a table, nothing is asked: the mode is that
   * of the settings.
   */
  train(path?: string): Promise<TrainedClassifierReport | undefined> {
    return this.#alone(async () => {
      const chosen = await this.#chooseData(path);
      if (!chosen) return undefined;
      await this.#showTexts(chosen);
      const mode = path === undefined ? await chooseMode(chosen.summary) : classifierSettings().mode;
      if (!mode) return undefined;
      const report = await this.#withProgress(
        l10n.t('Firth: Training the Genre Classifier'),
        'firth-genre-training',
        (thread, progress, token) => this.#trainInThread(chosen.data, mode, thread, progress, token),
      );
      if (!report) return undefined;
      await this.#place.classifier.reopen();
      void tellResult(report.trial);
      return report;
    });
  }

  /** The command `Firth: Compare Training Modes...`; with a path, nothing is asked. */
  compare(path?: string): Promise<ModeComparison | undefined> {
    return this.#alone(async () => {
      const chosen = await this.#chooseData(path);
      if (!chosen) return undefined;
      const { data } = chosen;
      await this.#showTexts(chosen);
      const comparison = await this.#withProgress(
        l10n.t('Firth: Comparing Training Modes'),
        'firth-genre-comparison',
        async (thread, progress, token) => {
          let done = 0;
          return thread.call(
            'compareTrainingModes',
            {
              source: data.source,
              data: data.name,
              options: await this.#options(data),
              shares: SHARES,
              comparedAt: new Date().toISOString(),
            },
            {
              token,
              onProgress: (now) => {
                const increment = 100 * Math.max(0, now.done - done);
                done = Math.max(done, now.done);
                const message =
                  now.mode === undefined
                    ? l10n.t('reading the texts')
                    : l10n.t('{0}, {1}% of the documents', modeName(now.mode), Math.round(100 * now.share!));
                progress.report({ message, increment });
              },
            },
          );
        },
      );
      if (!comparison) return undefined;
      await this.#place.classifier.setComparison(comparison);
      await commands.executeCommand(COMMANDS.openGenre);
      return comparison;
    });
  }

  /** Shows what the texts hold in the Genre tab, below the questions that are still to be asked. */
  async #showTexts({ data, summary: { skipped, ...summary } }: ChosenTexts): Promise<void> {
    const readAt = new Date().toISOString();
    const unread = skipped.length;
    this.#place.classifier.setTexts({ name: data.name, readAt, summary, unread, learnt: false });
    await commands.executeCommand(COMMANDS.openGenre);
  }

  async #alone<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (this.#running) {
      void window.showInformationMessage(
        l10n.t('A genre classifier is being trained; wait for it, or cancel it.'),
      );
      return undefined;
    }
    if (!this.#place.classifier.file) {
      const open = l10n.t('Open Folder');
      const choice = await window.showWarningMessage(
        l10n.t('A genre classifier is kept with a workspace, and no folder is open.'),
        open,
      );
      if (choice === open) await commands.executeCommand('workbench.action.files.openFolder');
      return undefined;
    }
    this.#running = true;
    return this.#key.during(async () => {
      try {
        return await work();
      } finally {
        this.#running = false;
        this.#place.classifier.setRun(undefined);
      }
    });
  }

  /** The texts and what they hold, with their labels settled. */
  async #chooseData(path?: string): Promise<ChosenTexts | undefined> {
    const preview: TablePreviewer = async (file, limits) => {
      const table = await this.#withProgress(
        l10n.t('Firth: Reading the Table'),
        'firth-genre-preview',
        (thread, _, token) => thread.call('previewTable', { file, ...limits }, { token }),
      );
      if (!table) throw new Error(l10n.t('The reading was cancelled.'));
      return table;
    };
    let data = path === undefined ? await chooseData(preview) : await dataAt(preview, path);
    while (data) {
      const current: LabelledData = data;
      const summary = await this.#summarize(current);
      if (!summary) return undefined;
      if (path !== undefined) return { data: current, summary };
      data = await settleLabels(current, summary);
      if (data === current) return { data: current, summary };
    }
    return undefined;
  }

  #summarize({
    source,
    maxFileSize,
    mergeSimilar,
    leaveOut,
  }: LabelledData): Promise<LabelledSummary | undefined> {
    return this.#withProgress(
      l10n.t('Firth: Reading the Texts'),
      'firth-genre-summary',
      (thread, progress, token) => {
        let done = 0;
        const params = { source, maxFileSize, mergeSimilar, leaveOut };
        return thread.call('summarizeLabelled', params, {
          token,
          onProgress: (now) => {
            progress.report({ increment: 100 * (now - done) });
            done = now;
          },
        });
      },
    );
  }

  async #trainInThread(
    data: LabelledData,
    mode: TrainingMode,
    thread: EngineThread,
    progress: Progress<{ message?: string; increment?: number }>,
    token: CancellationToken,
  ): Promise<TrainedClassifierReport> {
    const { classifier } = this.#place;
    const epochs: ClassifierEpoch[] = [];
    classifier.setRun({ mode, epochs: [] });
    let learnt = 0;
    const onProgress = (now: ClassifierProgress): void => {
      if (now.epoch) {
        epochs.push(now.epoch);
        classifier.setRun({ mode, epochs: [...epochs] });
      }
      const increment = now.stage === 'learning' ? 100 * Math.max(0, now.done - learnt) : 0;
      if (now.stage === 'learning') learnt = Math.max(learnt, now.done);
      progress.report({ message: progressText(now, epochs.at(-1)), increment });
    };
    return thread.call(
      'trainClassifier',
      {
        source: data.source,
        data: data.name,
        mode,
        options: await this.#options(data),
        output: classifier.file!.fsPath,
        trainedAt: new Date().toISOString(),
      },
      { token, onProgress },
    );
  }

  async #options({ maxFileSize, mergeSimilar, leaveOut }: LabelledData): Promise<ClassifierTrainingOptions> {
    const { vectors, log } = this.#place;
    const { options, pretrained } = classifierSettings();
    await vectors.ready();
    const files = vectors.openFiles();
    const source = files[pretrained] === undefined ? 'general' : pretrained;
    if (source !== pretrained) {
      log.warn(
        `There are no ${pretrained} vectors for the genre classifier to start from; it takes general English.`,
      );
    }
    return { ...options, maxFileSize, mergeSimilar, leaveOut, pretrained: { source, path: files[source]! } };
  }

  #withProgress<T>(
    title: string,
    name: string,
    work: (
      thread: EngineThread,
      progress: Progress<{ message?: string; increment?: number }>,
      token: CancellationToken,
    ) => Promise<T>,
  ): Promise<T | undefined> {
    const { engineScript, log, classifier } = this.#place;
    const { file } = classifier;
    return Promise.resolve(
      window.withProgress(
        { location: ProgressLocation.Notification, title, cancellable: true },
        (progress, token) =>
          runEngineJob(
            { engineScript, name, log, token, ...(file && { writesTo: dirname(file.fsPath) }) },
            (thread) => work(thread, progress, token),
          ),
      ),
    );
  }
}

function progressText({ stage }: ClassifierProgress, epoch: ClassifierEpoch | undefined): string {
  switch (stage) {
    case 'reading':
      return l10n.t('reading the texts');
    case 'preparing':
      return l10n.t('counting the words');
    case 'learning':
      return epoch === undefined
        ? l10n.t('learning')
        : l10n.t(
            'epoch {0}, {1}% of the validation right',
            epoch.epoch,
            Math.round(100 * (epoch.validationAccuracy ?? epoch.accuracy)),
          );
  }
}
