import {
  type DescribedClassifier,
  encodeLayersModel,
  layersModelFiles,
} from '../core/classifier/layersModel.ts';
import { readLayersModel } from '../core/classifier/readLayersModel.ts';
import type { FileAccess } from './host.ts';

/**
 * Writes a classifier as a LayersModel into a folder, each file whole or not at all. The model's own file, which holds the
 * others' checksums, comes last: where the writing breaks off, reading says so in place of mixing old and new.
 *
 * @returns the paths of the files
 */
export async function writeLayersModelFolder(
  files: FileAccess,
  folder: string,
  classifier: DescribedClassifier,
): Promise<string[]> {
  const paths: string[] = [];
  for (const { name, bytes } of encodeLayersModel(classifier)) {
    const path = `${folder}/${name}`;
    await files.replace(path, bytes);
    paths.push(path);
  }
  return paths;
}

/**
 * Reads the classifier of a folder, or of a model file in any folder.
 *
 * @param path of the folder, or of a file whose name ends in `.json`
 * @throws ClassifierError saying what is wrong with which file
 */
export async function readLayersModelFolder(files: FileAccess, path: string): Promise<DescribedClassifier> {
  const file = path.endsWith('.json') ? path : `${path}/${layersModelFiles.model}`;
  const folder = file.replace(/[/\\][^/\\]*$/, '');
  return readLayersModel(file, await files.read(file), (name) => files.read(`${folder}/${name}`));
}
