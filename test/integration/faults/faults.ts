import { classifierFaults } from './classifierFaults.ts';
import type { Fault } from './Fault.ts';
import { fileFaults } from './fileFaults.ts';
import { panelFaults } from './panelFaults.ts';
import { queryFaults } from './queryFaults.ts';
import { storageFaults } from './storageFaults.ts';
import { trainingFaults } from './trainingFaults.ts';

/** Every fault that is caused. What ends the extension host itself is caused from outside, in test/ui/restart.test.ts. */
export const faults: readonly Fault[] = [
  ...trainingFaults,
  ...queryFaults,
  ...classifierFaults,
  ...panelFaults,
  ...fileFaults,
  ...storageFaults,
];
