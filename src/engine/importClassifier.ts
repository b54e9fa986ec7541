import { encodeClassifier } from '../core/classifier/classifierFile.ts';
import type { JsonValue } from '../core/vectors/formats/VectorsData.ts';
import type { ClassifierMethods } from '../protocol/classifierMethods.ts';
import type { ClassifierReport } from '../protocol/classifierReport.ts';
import type { EngineHost } from './host.ts';
import { readLayersModelFolder } from './layersModelFolder.ts';
import { OpenClassifier } from './OpenClassifier.ts';

/** Files in Firth's own format are told by their name. */
const OWN = /\.firthgenre$/i;

/**
 * Reads a classifier that was saved elsewhere and stores it. What was stored before stays unless all of it is sound.
 *
 * @throws ClassifierError naming the file that is missing, damaged or of another network
 */
export async function importClassifier(
  { files, kernels }: Pick<EngineHost, 'files' | 'kernels'>,
  { path, output, importedAt }: ClassifierMethods['importClassifier']['params'],
): Promise<ClassifierReport> {
  if (OWN.test(path)) {
    const bytes = await files.read(path);
    const { report } = new OpenClassifier(bytes, kernels);
    await files.replace(output, bytes);
    return report;
  }
  const { classifier, vectorization } = await readLayersModelFolder(files, path);
  const report: ClassifierReport = {
    mode: classifier.weights.mode,
    classes: classifier.classes,
    trainedAt: importedAt,
    data: path,
    vocabularySize: vectorization.vocabularySize,
    parameters: classifier.parameterCount,
    passageWords: 0,
    sequenceLength: vectorization.outputSequenceLength ?? 0,
  };
  // A report is plain data: JSON takes it as it is.
  const stored = { classifier, vectorization, report: report as unknown as JsonValue };
  await files.replace(output, encodeClassifier(stored));
  return report;
}
