import {
  commands,
  type LogOutputChannel,
  l10n,
  type QuickPickItem,
  type Uri,
  window,
  workspace,
} from 'vscode';
import type { LoadReport, VectorsFile, VectorsInspection } from '../../protocol/filesMethods.ts';
import type { ReportDocuments } from '../reports/ReportDocuments.ts';
import type { ActiveVectors } from '../vectors/ActiveVectors.ts';
import type { ChosenPolicy, LoadedVectors } from '../vectors/LoadedVectors.ts';
import { COMMANDS } from './ids.ts';
import { askLoadPolicy } from './loadPolicy.ts';
import { showFlaws } from './showFlaws.ts';

/** What loading, exporting and switching work with. */
export interface FilesPlace {
  readonly engineScript: string;
  readonly vectors: ActiveVectors;
  readonly loaded: LoadedVectors;
  readonly reports: ReportDocuments;
  readonly log: LogOutputChannel;
}

/**
 * The command `Firth: Load Vectors...`: asks for what is not given, reads the file, and says what came of it.
 *
 * @param uri the file, or the folder of a model that Spark saved
 * @param policy what to take of it, in place of asking
 */
export async function loadVectorsFrom(
  place: FilesPlace,
  uri?: Uri,
  policy?: ChosenPolicy,
): Promise<LoadReport | undefined> {
  const chosen = uri ?? (await askForFile());
  if (!chosen) return undefined;
  if (chosen.scheme !== 'file') {
    throw new Error(l10n.t('{0} is no file on disk; expected one.', chosen.toString(true)));
  }
  const found = await identify(place, chosen.fsPath);
  if (!found) return undefined;
  const isWhole = found.inspection.format === FIRTH_FORMAT;
  const wanted = policy ?? (isWhole ? WHOLE : await askLoadPolicy(found.inspection));
  if (!wanted) return undefined;
  const report = await place.loaded.load(found.file, wanted);
  if (report) void tell(place, found.file, report);
  return report;
}

/** The engine's name for files in Firth's own format, which are read whole. */
const FIRTH_FORMAT = 'Firth vectors';

const WHOLE: ChosenPolicy = { lowerCase: false, duplicates: 'first', maxSkipped: 0, workspaceWords: false };

interface PlaceItem extends QuickPickItem {
  readonly from: 'file' | 'folder' | 'download';
}

async function askForFile(): Promise<Uri | undefined> {
  const items: PlaceItem[] = [
    {
      label: l10n.t('$(file) File...'),
      detail: l10n.t('GloVe, word2vec, fastText, .npy, safetensors or Projector TSV, also in .gz and .zip'),
      from: 'file',
    },
    {
      label: l10n.t('$(folder) Folder of a Spark Model...'),
      detail: l10n.t('A Word2VecModel that Spark ML saved, as Parquet files'),
      from: 'folder',
    },
    {
      label: l10n.t('$(cloud-download) Download...'),
      detail: l10n.t('Published vectors: GloVe, fastText'),
      from: 'download',
    },
  ];
  const item = await window.showQuickPick(items, {
    title: l10n.t('Load Vectors'),
    placeHolder: l10n.t('Where are the vectors?'),
  });
  if (!item) return undefined;
  if (item.from === 'download') {
    await commands.executeCommand(COMMANDS.downloadVectors);
    return undefined;
  }
  const isFolder = item.from === 'folder';
  const defaultUri = workspace.workspaceFolders?.[0]?.uri;
  const files = await window.showOpenDialog({
    title: l10n.t('Load Vectors'),
    openLabel: l10n.t('Load'),
    canSelectFiles: !isFolder,
    canSelectFolders: isFolder,
    ...(defaultUri && { defaultUri }),
  });
  return files?.[0];
}

/** Looks into the file, and asks for what its content alone does not tell; undefined where the user backs out. */
async function identify(
  { vectors }: FilesPlace,
  path: string,
): Promise<{ file: VectorsFile; inspection: VectorsInspection } | undefined> {
  let inspection = await vectors.ask('inspectVectors', { path });
  let entry: string | undefined;
  if (inspection.format === undefined) {
    entry = await askForEntry(inspection);
    if (entry === undefined) return undefined;
    inspection = await vectors.ask('inspectVectors', { path, entry });
  }
  const words = inspection.needsWords ? (inspection.words ?? (await askForWords())) : undefined;
  if (inspection.needsWords && words === undefined) return undefined;
  const file = { path, ...(entry !== undefined && { entry }), ...(words !== undefined && { words }) };
  return { file, inspection };
}

async function askForEntry({ entries }: VectorsInspection): Promise<string | undefined> {
  const megabytes = (bytes: number): string =>
    (bytes / 1e6).toLocaleString(undefined, { maximumFractionDigits: 1 });
  const item = await window.showQuickPick(
    entries.map(({ name, size }) => ({ label: name, description: l10n.t('{0} MB', megabytes(size)) })),
    { title: l10n.t('Load Vectors'), placeHolder: l10n.t('The archive holds several files. Which one?') },
  );
  return item?.label;
}

async function askForWords(): Promise<string | undefined> {
  const files = await window.showOpenDialog({
    title: l10n.t('The file has vectors without words. Which file has the words, one a line?'),
    openLabel: l10n.t('Use These Words'),
  });
  return files?.[0]?.fsPath;
}

async function tell(place: FilesPlace, file: VectorsFile, report: LoadReport): Promise<void> {
  const { log } = place;
  const { words, dimension, format, skipped, duplicates, limited } = report;
  log.info(
    `Loaded ${words} x ${dimension} vectors of ${file.path} (${format}, SHA-256 ${report.sha256})` +
      `${report.fromCache ? ' from the cache' : ''}: ${report.records} records, ${skipped.length} flawed, ` +
      `${duplicates} duplicates${limited ? ', limited' : ''}.`,
  );
  const parts = [
    l10n.t('Loaded {0} words of {1} dimensions ({2}).', words.toLocaleString(), dimension, format),
  ];
  if (skipped.length > 0)
    parts.push(l10n.t('{0} flawed records were left out.', skipped.length.toLocaleString()));
  if (duplicates > 0) parts.push(l10n.t('{0} stood there twice.', duplicates.toLocaleString()));
  const openMap = l10n.t('Open Map');
  const flaws = l10n.t('Show Flaws');
  const actions = skipped.length > 0 ? [openMap, flaws] : [openMap];
  const choice = await window.showInformationMessage(parts.join(' '), ...actions);
  if (choice === openMap) await commands.executeCommand(COMMANDS.openMap);
  if (choice === flaws) await showFlaws(place);
}
