import type { VectorsSource } from '../../protocol/engine.ts';

/** The names of the kinds of vectors. */
export const sourceNames: Readonly<Record<VectorsSource, string>> = {
  workspace: 'Workspace',
  loaded: 'Loaded',
  general: 'General English',
};
