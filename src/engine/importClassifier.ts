import { encodeClassifier } from '../core/classifier/classifierFile.ts';
import type { JsonValue } from '../core/vectors/formats/VectorsData.ts';
import type { ClassifierMethods } from '../protocol/classifierMethods.ts';
import type { ClassifierReport } from '../protocol/classifierReport.ts';
import type { EngineHost } from './host.ts';
import { readLayersModelFolder } from './layersModelFolder.ts';
import { OpenClassifier } from './OpenClassifier.ts';
import { readStoredReport } from './storedReport.ts';

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
  const { classifier, vectorization, report: said } = await readLayersModelFolder(files, path);
  // A model of Firth's says how it was trained, and into which passages texts are cut; others are asked of whole texts.
  const report: ClassifierReport = {
    ...(readStoredReport(said, classifier) ?? { trainedAt: importedAt, data: path, passageWords: 0 }),
    mode: classifier.weights.mode,
    classes: classifier.classes,
    vocabularySize: vectorization.vocabularySize,
    parameters: classifier.parameterCount,
    sequenceLength: vectorization.outputSequenceLength ?? 0,
  };
  // A report is plain data: JSON takes it as it is.
  const stored = { classifier, vectorization, report: report as unknown as JsonValue };
  await files.replace(output, encodeClassifier(stored));
  return report;
}
