import { commands, type Disposable, l10n, Uri } from 'vscode';
import { VECTORS_SOURCES } from '../../protocol/engine.ts';
import { EXPORT_FORMATS } from '../../protocol/filesMethods.ts';
import type { ChosenPolicy } from '../vectors/LoadedVectors.ts';
import { downloadVectors } from './downloadVectors.ts';
import { type ExportRequest, exportVectorsTo } from './exportVectors.ts';
import { showFailure } from './failure.ts';
import { COMMANDS, type CommandId } from './ids.ts';
import { type FilesPlace, loadVectorsFrom } from './loadVectors.ts';
import { showFlaws } from './showFlaws.ts';
import { type Switch, switchVectors } from './switchVectors.ts';

/**
 * Registers the commands that read and write files of vectors. Each asks for what it is not given; menus give the file,
 * and other extensions may give all. Failures are told.
 *
 * @param downloads where downloads go
 */
export function registerFilesCommands(place: FilesPlace, downloads: Uri): Disposable[] {
  const register = (
    id: CommandId,
    failure: string,
    handler: (given: unknown, more: unknown) => Promise<unknown>,
  ): Disposable =>
    commands.registerCommand(id, async (given: unknown, more: unknown) => {
      try {
        return await handler(given, more);
      } catch (error) {
        void showFailure(place.log, failure, error);
        return undefined;
      }
    });
  return [
    register(COMMANDS.loadVectors, l10n.t('The vectors could not be loaded.'), (uri, policy) =>
      loadVectorsFrom(place, uri instanceof Uri ? uri : undefined, isPolicy(policy) ? policy : undefined),
    ),
    register(COMMANDS.exportVectors, l10n.t('The vectors could not be exported.'), (request) =>
      exportVectorsTo(place, isExportRequest(request) ? request : undefined),
    ),
    register(COMMANDS.switchVectors, l10n.t('The vectors could not be switched.'), (choice) =>
      switchVectors(place, isSwitch(choice) ? choice : undefined),
    ),
    register(COMMANDS.downloadVectors, l10n.t('The vectors could not be downloaded.'), () =>
      downloadVectors(place, downloads),
    ),
    register(COMMANDS.showFlaws, l10n.t('What was left out cannot be shown.'), () => showFlaws(place)),
  ];
}

function isPolicy(value: unknown): value is ChosenPolicy {
  if (typeof value !== 'object' || value === null) return false;
  const { lowerCase, duplicates, maxSkipped, workspaceWords, limit } = value as Partial<ChosenPolicy>;
  return (
    typeof lowerCase === 'boolean' &&
    typeof workspaceWords === 'boolean' &&
    (duplicates === 'first' || duplicates === 'error') &&
    typeof maxSkipped === 'number' &&
    (limit === undefined || typeof limit === 'number')
  );
}

function isExportRequest(value: unknown): value is ExportRequest {
  if (typeof value !== 'object' || value === null) return false;
  const { source, format, to } = value as Partial<ExportRequest>;
  return (
    VECTORS_SOURCES.some((known) => known === source) &&
    EXPORT_FORMATS.some((known) => known === format) &&
    to instanceof Uri
  );
}

function isSwitch(value: unknown): value is Switch {
  return ([...VECTORS_SOURCES, 'unload', 'load'] as readonly unknown[]).includes(value);
}
