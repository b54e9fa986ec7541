import { ClassifierError } from '../core/classifier/ClassifierError.ts';
import { summarizeDataset } from '../core/classifier/summarizeDataset.ts';
import type { ClassifierMethods } from '../protocol/classifierMethods.ts';
import type { RpcHandlers } from '../protocol/rpc.ts';
import type { ClassifiedFile } from '../protocol/textScores.ts';
import { compareTrainingModes } from './compareTrainingModes.ts';
import { stampOrNull } from './corpusManifest.ts';
import type { EngineHost } from './host.ts';
import { importClassifier } from './importClassifier.ts';
import { writeLayersModelFolder } from './layersModelFolder.ts';
import { OpenClassifier } from './OpenClassifier.ts';
import { previewTable } from './previewTable.ts';
import { readCorpusFile } from './readCorpusFile.ts';
import { readLabelled } from './readLabelled.ts';
import { reportingTask } from './reportingTask.ts';
import { trainClassifier } from './trainClassifier.ts';

/** What the engine does for the genre classifier. */
export function classifierHandlers(host: EngineHost): RpcHandlers<ClassifierMethods> {
  let open: OpenClassifier | undefined;
  const openFile = async (path: string) => new OpenClassifier(await host.files.read(path), host.kernels);
  return {
    previewTable({ file, maxFileSize }) {
      return previewTable(host, file, maxFileSize);
    },

    async summarizeLabelled({ source, ...choices }, context) {
      const task = reportingTask(context);
      const { documents, skipped } = await readLabelled(host, source, choices, task);
      return { ...summarizeDataset(documents), skipped };
    },

    trainClassifier(params, context) {
      return trainClassifier(host, params, context);
    },

    compareTrainingModes(params, context) {
      return compareTrainingModes(host, params, context);
    },

    async openClassifier({ path }) {
      open = await openFile(path);
      return open.report;
    },

    importClassifier(params) {
      return importClassifier(host, params);
    },

    closeClassifier() {
      open = undefined;
      return null;
    },

    scoreText(params) {
      if (!open) throw new ClassifierError('No genre classifier is trained. Train one first.');
      return open.score(params);
    },

    leanWords({ words }) {
      return open?.lean(words) ?? null;
    },

    async classifyFiles({ files, classifier, maxFileSize }, context) {
      const task = reportingTask(context);
      const by = await openFile(classifier);
      const classified: ClassifiedFile[] = [];
      for (const [index, file] of files.entries()) {
        task.checkpoint(index / files.length);
        let text = '';
        const stamp = await stampOrNull(host.files, file.path);
        const verdict = await readCorpusFile(host.files, file, stamp, maxFileSize, (piece) => {
          text += piece;
        });
        classified.push(
          verdict && verdict.reason !== 'empty'
            ? { path: file.path, problem: verdict.detail }
            : { path: file.path, scores: by.score({ text, topn: 0 }) },
        );
      }
      return classified;
    },

    async exportClassifier({ classifier, folder }) {
      return writeLayersModelFolder(host.files, folder, (await openFile(classifier)).vectorized());
    },
  };
}
