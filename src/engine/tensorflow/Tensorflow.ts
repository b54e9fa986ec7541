import type * as core from '@tensorflow/tfjs-core';
import type * as layers from '@tensorflow/tfjs-layers';

/** What is used of TensorFlow.js: of `@tensorflow/tfjs-node`, or of the packages that {@link Tensorflow} is made of in pure JavaScript. */
export type Tensorflow = Pick<typeof core, CoreName> & Pick<typeof layers, LayersName>;

type CoreName =
  | 'getBackend'
  | 'keep'
  | 'mean'
  | 'mul'
  | 'ready'
  | 'tensor1d'
  | 'tensor2d'
  | 'tidy'
  | 'train'
  | 'version_core';
type LayersName = 'layers' | 'metrics' | 'sequential';

const names: readonly (CoreName | LayersName)[] = [
  ...(['getBackend', 'keep', 'mean', 'mul', 'ready', 'tensor1d', 'tensor2d', 'tidy', 'train'] as const),
  ...(['version_core', 'layers', 'metrics', 'sequential'] as const),
];

/**
 * A module as TensorFlow.js.
 *
 * @throws TypeError naming what it lacks
 */
export function asTensorflow(module: unknown): Tensorflow {
  const found = (typeof module === 'object' && module !== null ? module : {}) as Partial<Tensorflow>;
  const missing = names.filter((name) => found[name] === undefined);
  if (missing.length > 0) throw new TypeError(`it has no ${missing.join(', ')}`);
  return found as Tensorflow;
}
