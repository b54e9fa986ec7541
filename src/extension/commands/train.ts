import { dirname } from 'node:path';
import {
  type CancellationToken,
  commands,
  type LogOutputChannel,
  l10n,
  type Progress,
  ProgressLocation,
  type Uri,
  window,
} from 'vscode';
import type { Epoch } from '../../core/embedding/Epoch.ts';
import type { CorpusFile, TrainingProgress, TrainingReport, TrainingStage } from '../../protocol/engine.ts';
import { findCorpusFiles } from '../corpus/workspaceCorpus.ts';
import { runEngineJob } from '../runEngineJob.ts';
import { trainingOptions, trainingResources } from '../settings.ts';
import type { ActiveVectors } from '../vectors/ActiveVectors.ts';
import { choiceText } from '../vectors/choiceText.ts';
import { WorkKey } from '../WorkKey.ts';
import { showFailure } from './failure.ts';
import { COMMANDS } from './ids.ts';
import type { SkippedFilesReport } from './skippedFiles.ts';

/** What a training works with. */
export interface TrainingPlace {
  readonly engineScript: string;
  /** The general English vectors, which can be adapted to the workspace. */
  readonly general: Uri;
  /** Where the vectors go. */
  readonly output: Uri | undefined;
  readonly vectors: ActiveVectors;
  readonly skipped: SkippedFilesReport;
  readonly log: LogOutputChannel;
}

/** Context keys that the when-clauses of package.json use. */
const TRAINING_KEY = 'firth.training';

/** The command `Firth: Train on This Workspace`: one training at a time, in a thread of its own. */
export class TrainCommand {
  readonly #place: TrainingPlace;
  readonly #key = new WorkKey(TRAINING_KEY);
  #running: Promise<TrainingReport | undefined> | undefined;

  constructor(place: TrainingPlace) {
    this.#place = place;
  }

  /** Trains; resolves to the report, or to undefined where it was cancelled, failed or had nothing to read. */
  run(): Promise<TrainingReport | undefined> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #run(): Promise<TrainingReport | undefined> {
    const { output, log } = this.#place;
    if (!output) {
      await offerToOpenFolder();
      return undefined;
    }
    try {
      return await this.#key.during(async () => {
        const report = await window.withProgress(
          {
            location: ProgressLocation.Notification,
            title: l10n.t('Firth: Training'),
            cancellable: true,
          },
          (progress, token) => this.#train(output.fsPath, progress, token),
        );
        if (report) void this.#tell(report);
        return report;
      });
    } catch (error) {
      void showFailure(log, l10n.t('The training failed; the vectors from before are still in use.'), error);
      return undefined;
    }
  }

  async #train(
    output: string,
    progress: Progress<{ message: string; increment?: number }>,
    token: CancellationToken,
  ): Promise<TrainingReport | undefined> {
    progress.report({ message: l10n.t('looking for text files') });
    const files = await findCorpusFiles(token);
    if (token.isCancellationRequested) return undefined;
    if (files.length === 0) {
      void offerCorpusSettings();
      return undefined;
    }
    const report = await this.#trainInThread(files, output, progress, token);
    if (report) await this.#place.vectors.reopenWorkspace();
    return report;
  }

  #trainInThread(
    files: readonly CorpusFile[],
    output: string,
    progress: Progress<{ message: string; increment?: number }>,
    token: CancellationToken,
  ): Promise<TrainingReport | undefined> {
    const { engineScript, log } = this.#place;
    let done = 0;
    let epoch: Epoch | undefined;
    const onProgress = (now: TrainingProgress): void => {
      const increment = 100 * Math.max(0, now.done - done);
      done = Math.max(done, now.done);
      epoch = now.stage === 'learning' ? (now.epoch ?? epoch) : undefined;
      progress.report({ message: progressText(now.stage, done) + lossText(epoch), increment });
    };
    const writesTo = dirname(output);
    return runEngineJob({ engineScript, name: 'firth-training', log, token, writesTo }, (thread) =>
      thread.call(
        'train',
        {
          files,
          output,
          options: trainingOptions(),
          general: this.#place.general.fsPath,
          resources: trainingResources(),
          trainedAt: new Date().toISOString(),
        },
        { token, onProgress },
      ),
    );
  }

  async #tell(report: TrainingReport): Promise<void> {
    const { log, skipped } = this.#place;
    skipped.set(report.skipped);
    const milliseconds = Object.values(report.milliseconds).reduce((sum, time) => sum + time, 0);
    const stages = Object.entries(report.milliseconds).map(
      ([stage, time]) => `${stage} ${time.toFixed(0)} ms`,
    );
    log.info(
      `Trained ${report.words} words (${report.method}) on ${report.corpus.tokens} tokens of ${report.corpus.documents} files: ` +
        `${stages.join(', ')}; ${report.nonZeros} non-zero counts, peak memory of the process ` +
        `${(report.peakMemory / 1e6).toFixed(0)} MB, ${report.kernels} kernels.`,
    );
    if (report.choice) log.info(choiceText(report.choice));
    if (report.fit) {
      const { rSquared, rmse } = report.fit;
      log.info(
        `Counts recreated from the vectors: R^2 ${rSquared.toFixed(3)}, RMSE ${rmse.toFixed(3)} in logarithms.`,
      );
    }
    if (report.advice !== undefined) log.warn(report.advice);
    const summary = l10n.t(
      'Trained {0} words on {1} files in {2} s ({3}).',
      report.words.toLocaleString(),
      report.corpus.documents.toLocaleString(),
      (milliseconds / 1000).toFixed(1),
      report.method,
    );
    const passedOver =
      report.skipped.length === 0 ? '' : ` ${l10n.t('{0} files were skipped.', report.skipped.length)}`;
    const openMap = l10n.t('Open Map');
    const showSkipped = l10n.t('Show Skipped Files');
    const actions = report.skipped.length === 0 ? [openMap] : [openMap, showSkipped];
    const choice = await window.showInformationMessage(summary + passedOver, ...actions);
    if (choice === openMap) await commands.executeCommand(COMMANDS.openMap);
    if (choice === showSkipped) await commands.executeCommand(COMMANDS.showSkippedFiles);
  }
}

function progressText(stage: TrainingStage, done: number): string {
  const percent = Math.floor(100 * done);
  switch (stage) {
    case 'reading':
      return l10n.t('reading the text ({0}%)', percent);
    case 'counting':
      return l10n.t('counting which words keep company ({0}%)', percent);
    case 'weighting':
      return l10n.t('weighting the counts ({0}%)', percent);
    case 'learning':
      return l10n.t('finding the vectors ({0}%)', percent);
    case 'saving':
      return l10n.t('saving ({0}%)', percent);
  }
}

/** The loss of a pass, where the method learns in passes. */
function lossText(epoch: Epoch | undefined): string {
  if (!epoch) return '';
  const loss = epoch.loss.toPrecision(3);
  return epoch.validationLoss === undefined
    ? l10n.t(', epoch {0}: loss {1}', epoch.epoch, loss)
    : l10n.t(
        ', epoch {0}: loss {1}, of pairs kept aside {2}',
        epoch.epoch,
        loss,
        epoch.validationLoss.toPrecision(3),
      );
}

async function offerToOpenFolder(): Promise<void> {
  const open = l10n.t('Open Folder');
  const choice = await window.showWarningMessage(
    l10n.t('Firth trains on the text files of a folder, and no folder is open.'),
    open,
  );
  if (choice === open) await commands.executeCommand('workbench.action.files.openFolder');
}

async function offerCorpusSettings(): Promise<void> {
  const open = l10n.t('Open Settings');
  const choice = await window.showWarningMessage(
    l10n.t(
      'No file of this workspace matches the setting "Firth › Corpus: Include", so there is nothing to train on.',
    ),
    open,
  );
  if (choice === open) await commands.executeCommand('workbench.action.openSettings', 'firth.corpus');
}
