// First of all, so that the clock starts before the other modules are evaluated.
import { loadStarted } from './loadClock.ts';

// The rest of the extension.

import { commands, type ExtensionContext, l10n, Uri, window, workspace } from 'vscode';
import { createApi, type FirthApi } from './api.ts';
import { GenreFeature } from './classifier/GenreFeature.ts';
import { askAnalogy, askForAnalogy } from './commands/analogy.ts';
import { showAverageOfWords } from './commands/averageOfWords.ts';
import { showCloserWords } from './commands/closerWords.ts';
import { showCollocations } from './commands/collocations.ts';
import { compareTwoWords } from './commands/compareWords.ts';
import { showConcordance } from './commands/concordance.ts';
import { evaluateOnFile } from './commands/evaluate.ts';
import { showFailure } from './commands/failure.ts';
import { registerFilesCommands } from './commands/filesCommands.ts';
import { forgetWorkspaceVectors } from './commands/forgetVectors.ts';
import { toggleHover, toggleHoverForLanguage } from './commands/hoverSwitches.ts';
import { COMMANDS, type CommandId } from './commands/ids.ts';
import { showMenu } from './commands/menu.ts';
import { askForKnownWord, showNearestWords } from './commands/nearestWords.ts';
import { findOddWordOut } from './commands/oddWordOut.ts';
import { SkippedFilesReport } from './commands/skippedFiles.ts';
import { TrainCommand } from './commands/train.ts';
import { showEvidence } from './commands/whyNeighbours.ts';
import { wordAtCursor } from './commands/wordAtCursor.ts';
import { showWordsUsedDifferently } from './commands/wordsUsedDifferently.ts';
import { HoverCards } from './hover/HoverCards.ts';
import { removeLeftovers } from './leftovers.ts';
import { FirthPanel } from './panel/FirthPanel.ts';
import { KeptSelections } from './panel/KeptSelections.ts';
import { ReportDocuments } from './reports/ReportDocuments.ts';
import { StatusBar } from './StatusBar.ts';
import { registerTools } from './tools/registerTools.ts';
import { ActiveVectors } from './vectors/ActiveVectors.ts';
import { LoadedVectors } from './vectors/LoadedVectors.ts';
import { Prewarming } from './vectors/Prewarming.ts';
import { Staleness } from './vectors/Staleness.ts';

/** The walkthrough of package.json, as the workbench names it. */
const WALKTHROUGH = 'firth.firth#learn';

/** Called by VS Code once, after start-up. Nothing heavy happens here: the engine starts when it is first needed. */
export function activate(context: ExtensionContext): FirthApi {
  const activationStarted = performance.now();
  const log = window.createOutputChannel('Firth', { log: true });
  const engineScript = Uri.joinPath(context.extensionUri, 'dist', 'engine.cjs').fsPath;
  const workspaceFile = context.storageUri && Uri.joinPath(context.storageUri, 'workspace.firthvec');
  const general = Uri.joinPath(context.extensionUri, 'dist', 'general-english.firthvec');
  const vectors = new ActiveVectors(
    {
      engineScript,
      general,
      workspace: workspaceFile,
    },
    log,
  );
  const reports = new ReportDocuments();
  const skipped = new SkippedFilesReport(context.workspaceState, reports);
  const training = new TrainCommand({
    engineScript,
    general,
    output: workspaceFile,
    vectors,
    skipped,
    log,
  });
  const staleness = new Staleness(vectors, log);
  const genre = new GenreFeature({
    engineScript,
    storage: context.storageUri,
    memory: context.workspaceState,
    vectors,
    reports,
    log,
  });
  const parts = { genre: genre.parts, selections: new KeptSelections(context.workspaceState) };
  const panel = new FirthPanel(context.extensionUri, vectors, parts, log);

  const run = (id: CommandId, handler: (word?: string) => unknown): void => {
    const guarded = async (argument?: unknown): Promise<unknown> => {
      try {
        return await handler(typeof argument === 'string' ? argument : undefined);
      } catch (error) {
        void showFailure(log, l10n.t('Firth could not do that.'), error);
        return undefined;
      }
    };
    context.subscriptions.push(commands.registerCommand(id, guarded));
  };
  run(COMMANDS.train, () => training.run());
  run(COMMANDS.analogy, (word) => askAnalogy(vectors, word));
  run(COMMANDS.nearestWords, (word) => showNearestWords(vectors, word ?? wordAtCursor()));
  run(COMMANDS.compareWords, (word) => compareTwoWords(vectors, word));
  run(COMMANDS.openMap, () => panel.show('map'));
  run(COMMANDS.openGenre, () => panel.show('genre'));
  run(COMMANDS.openLab, (step) => panel.showLab(step));
  run(COMMANDS.openWalkthrough, () =>
    commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH, false),
  );
  run(COMMANDS.showOnMap, async (word) => {
    const known = await askForKnownWord(vectors, l10n.t('Show Word on Map'), word);
    if (known !== undefined) panel.showOnMap(known);
  });
  run(COMMANDS.showAnalogyOnMap, async (given) => {
    const expression = given ?? (await askForAnalogy(vectors));
    if (expression !== undefined) panel.showAnalogy(expression);
  });
  run(COMMANDS.concordance, (text) => showConcordance({ vectors, reports }, text));
  run(COMMANDS.collocations, (word) => showCollocations({ vectors, reports }, word ?? wordAtCursor()));
  run(COMMANDS.whyNeighbours, (word) => showEvidence({ vectors, reports }, word));
  run(COMMANDS.wordsUsedDifferently, () => showWordsUsedDifferently({ engineScript, vectors, reports, log }));
  run(COMMANDS.oddWordOut, () => findOddWordOut(vectors));
  run(COMMANDS.closerWords, (word) => showCloserWords(vectors, word));
  run(COMMANDS.averageOfWords, () => showAverageOfWords(vectors));
  run(COMMANDS.evaluate, (path) => evaluateOnFile({ engineScript, vectors, reports, log }, path));
  run(COMMANDS.toggleHover, toggleHover);
  run(COMMANDS.toggleHoverForLanguage, toggleHoverForLanguage);
  run(COMMANDS.forgetWorkspaceVectors, () => forgetWorkspaceVectors(vectors, workspaceFile));
  run(COMMANDS.showSkippedFiles, () => skipped.show());
  for (const [id, handler] of genre.commands()) run(id, handler);
  run(COMMANDS.showMenu, () => showMenu(vectors));
  run(COMMANDS.showLog, () => log.show());

  const loadedFolder = Uri.joinPath(context.globalStorageUri, 'loaded');
  const loaded = new LoadedVectors({
    engineScript,
    folder: loadedFolder,
    vectors,
    memory: context.workspaceState,
    log,
  });
  context.subscriptions.push(
    loaded,
    ...registerFilesCommands(
      { engineScript, vectors, loaded, reports, log },
      Uri.joinPath(context.globalStorageUri, 'downloads'),
    ),
  );
  context.subscriptions.push(
    log,
    vectors,
    reports,
    staleness,
    genre,
    panel,
    registerTools(vectors, genre.parts.classifier),
    new StatusBar(vectors),
    new HoverCards(vectors, log),
    new Prewarming(vectors, log),
    vectors.onDidChange((state) => {
      void commands.executeCommand('setContext', 'firth.hasWorkspaceVectors', state.workspace !== undefined);
      void commands.executeCommand('setContext', 'firth.hasLoadedVectors', state.loaded !== undefined);
      if (state.workspace) staleness.watch();
    }),
  );
  // Where the host itself ended in the middle, nobody could.
  for (const folder of [context.storageUri, loadedFolder]) if (folder) void removeLeftovers(folder.fsPath);
  const activationMilliseconds = evaluationMilliseconds + performance.now() - activationStarted;
  log.info(`Activated in ${activationMilliseconds.toFixed(1)} ms (${workspace.name ?? 'no folder'}).`);
  return createApi({ engineScript, vectors, log }, activationMilliseconds);
}

const evaluationMilliseconds = performance.now() - loadStarted;
